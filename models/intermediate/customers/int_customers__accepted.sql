with

customers as (

    select * from {{ ref('stg_customers') }}
    where rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

-- a person's own row speaks before the rows of identities merged into it, then the row loaded last
ranked as (

    select
        customers.*,
        coalesce(identities.person_customer_id, customers.customer_id) as person_customer_id,
        row_number() over (
            partition by coalesce(identities.person_customer_id, customers.customer_id)
            order by
                case
                    when identities.person_customer_id <> customers.customer_id then 1 else 0
                end,
                customers.load_number desc,
                customers.source_file desc,
                customers.source_row_number desc
        ) as version_number
    from customers
    left join identities
        on customers.customer_id = identities.customer_id
    where not coalesce(identities.is_erased, false)

),

final as (

    select
        person_customer_id as customer_id,
        signed_up_at,
        birth_date,
        age_band,
        gender,
        annual_income,
        income_band,
        occupation,
        region,
        country,
        acquisition_channel,
        acquisition_campaign_id,
        customer_type,
        switching_cost,
        do_not_retain,
        attributes
    from ranked
    where version_number = 1

)

select * from final
