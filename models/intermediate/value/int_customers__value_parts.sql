with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

entered as (

    select * from {{ ref('int_customers__entered') }}

),

parts as (

    select * from {{ ref('int_customers__line_parts') }}

),

spent as (

    select * from {{ ref('int_customers__spent') }}

),

-- service of a line of a first order: what every line is measured by
service as (

    select
        sum(spent.first_service_cost_amount)
        / {{ as_float('nullif(sum(parts.entry_line_count), 0)') }} as line_service_amount
    from spent
    inner join parts
        on spent.customer_id = parts.customer_id

),

-- what an order has beyond its lines stays with the order: of the first or repeated
joined as (

    select
        facts.customer_id,
        parts.customer_id is not null as has_lines,
        parts.list_price_count > 0 as has_list_prices,
        parts.placed_line_count > 0 as has_categories,
        facts.revenue_amount - facts.estimated_cost_amount as order_margin_amount,
        entered.first_margin_amount,
        coalesce(service.line_service_amount, 0) as line_service_amount,
        spent.acquisition_cost_amount,
        spent.service_cost_amount,
        parts.line_count,
        parts.loyalty_amount,
        coalesce(parts.entry_line_count, 0) as entry_line_count,
        coalesce(parts.repeat_line_count, 0) as repeat_line_count,
        coalesce(parts.cross_line_count, 0) as cross_line_count,
        coalesce(parts.entry_amount, 0) as entry_amount,
        coalesce(parts.repeat_amount, 0) as repeat_amount,
        coalesce(parts.cross_amount, 0) as cross_amount,
        entered.first_margin_amount - coalesce(parts.entry_line_margin_amount, 0)
            as entry_remainder_amount,
        facts.revenue_amount
        - facts.estimated_cost_amount
        - entered.first_margin_amount
        - coalesce(parts.later_line_margin_amount, 0) as later_remainder_amount
    from facts
    inner join entered
        on facts.customer_id = entered.customer_id
    inner join spent
        on facts.customer_id = spent.customer_id
    cross join service
    left join parts
        on facts.customer_id = parts.customer_id

),

valued as (

    select
        customer_id,
        has_lines,
        {{ as_money(
            'entry_amount - line_service_amount * entry_line_count'
            ~ ' + entry_remainder_amount - acquisition_cost_amount'
        ) }} as first_purchase_amount,
        repeat_amount - line_service_amount * repeat_line_count + later_remainder_amount
        - case when has_lines then 0 else coalesce(service_cost_amount, 0) end
            as exact_repeat_amount,
        case
            when has_categories
                then {{ as_money('cross_amount - line_service_amount * cross_line_count') }}
        end as cross_sell_amount,
        case
            when has_lines
                then {{ as_money('line_service_amount * line_count - service_cost_amount') }}
        end as service_saving_amount,
        case when has_list_prices then {{ as_money('loyalty_amount') }} end as loyalty_amount,
        {{ as_money(
            'order_margin_amount - acquisition_cost_amount - coalesce(service_cost_amount, 0)'
        ) }} as net_margin_amount
    from joined

),

-- repeat purchases take the cents that rounding the others leaves, so that the parts add up
final as (

    select
        customer_id,
        has_lines,
        first_purchase_amount,
        {{ as_money(
            'net_margin_amount - first_purchase_amount - coalesce(cross_sell_amount, 0)'
            ~ ' - coalesce(service_saving_amount, 0) - coalesce(loyalty_amount, 0)'
        ) }} as repeat_amount,
        cross_sell_amount,
        service_saving_amount,
        loyalty_amount,
        net_margin_amount,
        exact_repeat_amount
    from valued

)

select * from final
