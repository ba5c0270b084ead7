with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

final as (

    select
        order_id,
        min(customer_id) as customer_id,
        min(ordered_at) as ordered_at,
        min(channel) as channel,
        min(attributes) as attributes,
        sum(revenue_amount) as revenue_amount,
        sum(discount_amount) as discount_amount,
        -- an order whose cost is known in part is an order whose cost is not known
        case
            when count(variable_cost_amount) = count(*) then sum(variable_cost_amount)
        end as variable_cost_amount
    from lines
    group by order_id

)

select * from final
