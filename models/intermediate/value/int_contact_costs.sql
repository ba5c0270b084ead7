with

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where cost_amount is not null

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

rules as (

    select * from {{ ref('contact_cost_rules') }}

),

ledger_types as (

    select cost_type
    from {{ ref('int_costs__accepted') }}
    group by cost_type

),

-- the ledger may hold the same contacts: what it has of a type is all of it
final as (

    select
        facts.customer_id,
        greatest(interactions.interaction_date, facts.first_order_date) as cost_date,
        rules.cost_type,
        {{ as_money('sum(interactions.cost_amount)') }} as cost_amount,
        count(*) as entry_count
    from interactions
    inner join facts
        on interactions.customer_id = facts.customer_id
    inner join rules
        on interactions.kind = rules.contact_kind
    left join ledger_types
        on rules.cost_type = ledger_types.cost_type
    where ledger_types.cost_type is null
    group by
        facts.customer_id,
        greatest(interactions.interaction_date, facts.first_order_date),
        rules.cost_type

)

select * from final
