with

rules as (

    select * from {{ ref('cost_allocation_rules') }}

),

costs as (

    select * from {{ ref('int_costs__accepted') }}

),

contact_costs as (

    select * from {{ ref('int_contact_costs') }}

),

customer_costs as (

    select * from {{ ref('int_customer_costs') }}

),

entries as (

    select
        cost_type,
        entry_count,
        cost_amount
    from costs

    union all

    select
        cost_type,
        entry_count,
        cost_amount
    from contact_costs

),

entered as (

    select
        cost_type,
        sum(entry_count) as entry_count,
        sum(cost_amount) as cost_amount
    from entries
    group by cost_type

),

allocated as (

    select
        cost_type,
        sum(cost_amount) as cost_amount
    from customer_costs
    group by cost_type

),

final as (

    select
        coalesce(rules.cost_type, entered.cost_type) as cost_type,
        entered.cost_type is not null as is_given,
        cast(coalesce(entered.entry_count, 0) as bigint) as entry_count,
        {{ as_money('entered.cost_amount') }} as ledger_amount,
        {{ as_money('coalesce(allocated.cost_amount, 0)') }} as allocated_amount
    from rules
    full outer join entered
        on rules.cost_type = entered.cost_type
    left join allocated
        on entered.cost_type = allocated.cost_type

)

select * from final
