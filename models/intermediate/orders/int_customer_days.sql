with

orders as (

    select * from {{ touched('int_orders__accepted', 'customer_id') }}

),

final as (

    select
        customer_id,
        order_date as trade_date,
        {{ day_number('order_date') }} as day_number,
        count(case when not is_refund then 1 end) > 0 as is_purchase_day,
        count(case when not is_refund then 1 end) as order_count,
        count(case when is_refund then 1 end) as refund_count,
        {{ as_money('sum(revenue_amount)') }} as revenue_amount,
        {{ as_money('sum(case when is_refund then -revenue_amount else 0 end)') }}
            as refund_amount,
        {{ as_money('sum(estimated_cost_amount)') }} as estimated_cost_amount,
        -- a sum of costs that are known in part is not known
        case
            when count(variable_cost_amount) = count(*)
                then {{ as_money('sum(variable_cost_amount)') }}
        end as variable_cost_amount
    from orders
    group by customer_id, order_date
    order by customer_id, trade_date

)

select * from final
