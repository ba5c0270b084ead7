with

orders as (

    select * from {{ touched('int_orders__accepted', 'customer_id') }}
    where not is_refund

),

firsts as (

    select
        customer_id,
        min(ordered_at) as first_ordered_at
    from orders
    group by customer_id

),

final as (

    select
        orders.order_id,
        orders.customer_id,
        firsts.first_ordered_at,
        {{ calendar_day_index('firsts.first_ordered_at', 'orders.ordered_at') }}
            as calendar_day_number,
        {{ rolling_day_index('firsts.first_ordered_at', 'orders.ordered_at') }}
            as rolling_day_number,
        {{ hour_floored_day_index('firsts.first_ordered_at', 'orders.ordered_at') }}
            as hour_floored_day_number
    from orders
    inner join firsts
        on orders.customer_id = firsts.customer_id

)

select * from final
