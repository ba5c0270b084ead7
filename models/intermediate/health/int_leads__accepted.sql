with

handed_over as (

    select * from {{ ref('stg_leads') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'leads' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what is dated after the as-of date has not happened yet
final as (

    select
        handed_over.lead_id,
        coalesce(identities.person_customer_id, handed_over.customer_id) as customer_id,
        handed_over.salesperson_id,
        cast(handed_over.created_at as date) as created_date,
        handed_over.expected_close_on as expected_close_date,
        case when handed_over.closed_on <= as_of.as_of_date then handed_over.closed_on end
            as closed_date,
        replace(lower(handed_over.stage), ' ', '_') as stage_code,
        case
            when handed_over.closed_on is null or handed_over.closed_on <= as_of.as_of_date
                then handed_over.won
        end as is_won
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    cross join as_of
    left join identities
        on handed_over.customer_id = identities.customer_id

)

select * from final
