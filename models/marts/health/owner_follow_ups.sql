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

assignments as (

    select * from {{ ref('int_assignments__accepted') }}
    where end_date is null

),

orders as (

    select * from {{ ref('int_orders__accepted') }}
    where salesperson_id is not null and not is_refund

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

-- who looks after a customer now; where nobody does, who sold last
owners as (

    select
        customer_id,
        salesperson_id,
        true as is_assigned,
        start_date as owner_date
    from assignments

    union all

    select
        customer_id,
        salesperson_id,
        false as is_assigned,
        order_date as owner_date
    from orders

),

ranked_owners as (

    select
        customer_id,
        salesperson_id,
        is_assigned,
        row_number() over (
            partition by customer_id
            order by is_assigned desc, owner_date desc, salesperson_id asc
        ) as owner_number
    from owners

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
        cast(ranked_owners.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        reds.tier_since_date,
        contacts.last_contact_date,
        as_of.as_of_date,
        cast(reds.warning_tier_code as {{ dbt.type_string() }}) as warning_tier_code,
        cast(reds.experience_tier_code as {{ dbt.type_string() }}) as experience_tier_code,
        coalesce(ranked_owners.is_assigned, false) as is_assigned,
        prioritised.priority_number,
        {{ days_between('contacts.last_contact_date', 'as_of.as_of_date') }} as untouched_days,
        {{ as_money('prioritised.value_at_risk_amount') }} as value_at_risk_amount,
        cast(explained.reason_text as {{ dbt.type_string() }}) as reason_text
    from reds
    inner join prioritised
        on reds.customer_id = prioritised.customer_id
    inner join explained
        on reds.customer_id = explained.customer_id
    left join ranked_owners
        on
            reds.customer_id = ranked_owners.customer_id
            and ranked_owners.owner_number = 1
    left join contacts
        on reds.customer_id = contacts.customer_id
    cross join as_of

)

select * from final
