with

rules as (

    select * from {{ ref('cost_allocation_rules') }}

),

costs as (

    select * from {{ ref('int_costs__accepted') }}

),

customer_costs as (

    select * from {{ ref('int_customer_costs') }}

),

in_ledger as (

    select
        cost_type,
        sum(entry_count) as entry_count,
        sum(cost_amount) as cost_amount
    from costs
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
        coalesce(rules.cost_type, in_ledger.cost_type) as cost_type,
        in_ledger.cost_type is not null as is_given,
        cast(coalesce(in_ledger.entry_count, 0) as bigint) as entry_count,
        {{ as_money('in_ledger.cost_amount') }} as ledger_amount,
        {{ as_money('coalesce(allocated.cost_amount, 0)') }} as allocated_amount
    from rules
    full outer join in_ledger
        on rules.cost_type = in_ledger.cost_type
    left join allocated
        on in_ledger.cost_type = allocated.cost_type

)

select * from final
