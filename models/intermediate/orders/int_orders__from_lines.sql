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
        cast(sum(revenue_amount) as decimal(18, 4)) as revenue_amount,
        cast(sum(discount_amount) as decimal(18, 4)) as discount_amount,
        -- an order whose cost is known in part is an order whose cost is not known
        case
            when count(variable_cost_amount) = count(*)
                then cast(sum(variable_cost_amount) as decimal(18, 4))
        end as variable_cost_amount
    from lines
    group by order_id

)

select * from final
