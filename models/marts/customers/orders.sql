with

orders as (

    select * from {{ ref('int_orders__accepted') }}

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

purchases as (

    select
        order_id,
        row_number() over (
            partition by customer_id
            order by ordered_at, order_id
        ) as order_number,
        lag(order_date) over (
            partition by customer_id
            order by ordered_at, order_id
        ) as previous_order_date
    from orders
    where not is_refund

),

-- a category is new with the first order that holds it
first_in_category as (

    select
        customer_id,
        category,
        min(ordered_at) as first_ordered_at
    from lines
    group by customer_id, category

),

order_categories as (

    select
        lines.order_id,
        lines.customer_id,
        lines.category,
        min(lines.ordered_at) as ordered_at
    from lines
    group by lines.order_id, lines.customer_id, lines.category

),

new_categories as (

    select
        order_categories.order_id,
        count(*) as new_category_count
    from order_categories
    inner join first_in_category
        on
            order_categories.customer_id = first_in_category.customer_id
            and order_categories.category = first_in_category.category
            and order_categories.ordered_at = first_in_category.first_ordered_at
    group by order_categories.order_id

),

final as (

    select
        cast(orders.order_id as {{ dbt.type_string() }}) as order_id,
        cast(orders.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(orders.refunds_order_id as {{ dbt.type_string() }}) as refunds_order_id,
        cast(orders.campaign_id as {{ dbt.type_string() }}) as campaign_id,
        cast(orders.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        orders.ordered_at,
        orders.order_date,
        as_of.as_of_date,
        cast(purchases.order_number as integer) as order_number,
        {{ days_between('purchases.previous_order_date', 'orders.order_date') }}
            as days_since_previous_days,
        cast(orders.channel as {{ dbt.type_string() }}) as channel,
        coalesce(purchases.order_number = 1, false) as is_first,
        orders.is_refund,
        orders.is_cost_assumed,
        case
            when as_of.is_line_table_given then coalesce(new_categories.new_category_count, 0)
        end as new_category_count,
        {{ as_money('orders.revenue_amount') }} as revenue_amount,
        {{ as_money('orders.discount_amount') }} as discount_amount,
        {{ as_money('orders.variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('orders.margin_amount') }} as margin_amount
    from orders
    cross join as_of
    left join purchases
        on orders.order_id = purchases.order_id
    left join new_categories
        on orders.order_id = new_categories.order_id

)

select * from final
