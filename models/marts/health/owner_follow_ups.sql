with

warned as (

    select * from {{ ref('int_customers__warned') }}

),

prioritised as (

    select * from {{ ref('int_customers__prioritised') }}

),

explained as (

    select * from {{ ref('int_customers__explained') }}

),

experience as (

    select * from {{ ref('int_customers__experience') }}

),

owners as (

    select * from {{ ref('int_customer_owners') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

reds as (

    select
        warned.customer_id,
        warned.warning_tier_code,
        experience.experience_tier_code,
        warned.tier_since_date
    from warned
    inner join experience
        on warned.customer_id = experience.customer_id
    where
        warned.warning_tier_code = 'red'
        or (warned.warning_tier_code <> 'lost' and experience.experience_tier_code = 'red')

),

contacts as (

    select
        customer_id,
        max(interaction_date) as last_contact_date
    from interactions
    group by customer_id

),

final as (

    select
        cast(reds.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(owners.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        reds.tier_since_date,
        contacts.last_contact_date,
        as_of.as_of_date,
        cast(reds.warning_tier_code as {{ dbt.type_string() }}) as warning_tier_code,
        cast(reds.experience_tier_code as {{ dbt.type_string() }}) as experience_tier_code,
        coalesce(owners.is_assigned, false) as is_assigned,
        prioritised.priority_number,
        {{ days_between('contacts.last_contact_date', 'as_of.as_of_date') }} as untouched_days,
        {{ as_money('prioritised.value_at_risk_amount') }} as value_at_risk_amount,
        cast(explained.reason_text as {{ dbt.type_string() }}) as reason_text
    from reds
    inner join prioritised
        on reds.customer_id = prioritised.customer_id
    inner join explained
        on reds.customer_id = explained.customer_id
    left join owners
        on reds.customer_id = owners.customer_id
    left join contacts
        on reds.customer_id = contacts.customer_id
    cross join as_of

)

select * from final
