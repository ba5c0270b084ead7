with

orders as (

    select * from {{ ref('int_orders__accepted') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

-- of several orders of the first day the earliest is the one they came with
ranked as (

    select
        orders.customer_id,
        orders.order_id,
        orders.revenue_amount,
        orders.estimated_cost_amount,
        facts.cohort_month,
        row_number() over (
            partition by orders.customer_id
            order by orders.ordered_at, orders.order_id
        ) as order_number
    from orders
    inner join facts
        on
            orders.customer_id = facts.customer_id
            and orders.order_date = facts.first_order_date
    where not orders.is_refund

),

final as (

    select
        customer_id,
        order_id as first_order_id,
        cohort_month,
        {{ as_money('revenue_amount') }} as first_revenue_amount,
        {{ as_money('revenue_amount - estimated_cost_amount') }} as first_margin_amount
    from ranked
    where order_number = 1

)

select * from final
