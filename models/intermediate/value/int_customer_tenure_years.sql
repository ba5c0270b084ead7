with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

customer_costs as (

    select * from {{ ref('int_customer_costs') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

traded as (

    select
        facts.customer_id,
        {{ tenure_year('facts.first_order_date', 'customer_days.trade_date') }} as year_number,
        sum(customer_days.order_count) as order_count,
        sum(customer_days.revenue_amount) as revenue_amount,
        sum(customer_days.estimated_cost_amount) as variable_cost_amount,
        -- days whose cost is not known and therefore assumed
        count(*) - count(customer_days.variable_cost_amount) as assumed_day_count,
        cast(0 as decimal(18, 2)) as marketing_cost_amount,
        cast(0 as decimal(18, 2)) as acquisition_cost_amount
    from customer_days
    inner join facts
        on customer_days.customer_id = facts.customer_id
    group by
        facts.customer_id,
        {{ tenure_year('facts.first_order_date', 'customer_days.trade_date') }}

),

spent as (

    select
        facts.customer_id,
        {{ tenure_year('facts.first_order_date', 'customer_costs.cost_date') }} as year_number,
        sum(
            case when customer_costs.cost_type <> 'acquisition' then 1 else 0 end
            * customer_costs.cost_amount
        ) as marketing_cost_amount,
        sum(
            case when customer_costs.cost_type = 'acquisition' then 1 else 0 end
            * customer_costs.cost_amount
        ) as acquisition_cost_amount
    from customer_costs
    inner join facts
        on customer_costs.customer_id = facts.customer_id
    group by
        facts.customer_id,
        {{ tenure_year('facts.first_order_date', 'customer_costs.cost_date') }}

),

unioned as (

    select * from traded

    union all

    select
        customer_id,
        year_number,
        0 as order_count,
        0 as revenue_amount,
        0 as variable_cost_amount,
        0 as assumed_day_count,
        marketing_cost_amount,
        acquisition_cost_amount
    from spent

),

final as (

    select
        customer_id,
        year_number,
        sum(order_count) > 0 as is_active,
        cast(sum(order_count) as bigint) as order_count,
        sum(assumed_day_count) > 0 as is_variable_cost_assumed,
        {{ as_money('sum(revenue_amount)') }} as revenue_amount,
        {{ as_money('sum(variable_cost_amount)') }} as variable_cost_amount,
        {{ as_money('sum(marketing_cost_amount)') }} as marketing_cost_amount,
        {{ as_money('sum(acquisition_cost_amount)') }} as acquisition_cost_amount
    from unioned
    group by customer_id, year_number
    order by customer_id, year_number

)

select * from final
