with

orders as (

    select * from {{ touched('int_orders__accepted', 'customer_id') }}

),

new_categories as (

    select * from {{ ref('int_orders__new_categories') }}

),

products as (

    select * from {{ ref('int_products__accepted') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

numbered as (

    select
        orders.*,
        row_number() over (
            partition by orders.customer_id, orders.is_refund
            order by orders.ordered_at, orders.order_id
        ) as place_number,
        lag(orders.order_date) over (
            partition by orders.customer_id, orders.is_refund
            order by orders.ordered_at, orders.order_id
        ) as previous_date
    from orders

),

-- goods without a category say nothing of how many there are
given as (

    select count(category) > 0 as is_category_given
    from products

),

final as (

    select
        cast(numbered.order_id as {{ dbt.type_string() }}) as order_id,
        cast(numbered.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(numbered.refunds_order_id as {{ dbt.type_string() }}) as refunds_order_id,
        cast(numbered.campaign_id as {{ dbt.type_string() }}) as campaign_id,
        cast(numbered.salesperson_id as {{ dbt.type_string() }}) as salesperson_id,
        numbered.ordered_at,
        numbered.order_date,
        as_of.as_of_date,
        cast(case when not numbered.is_refund then numbered.place_number end as integer)
            as order_number,
        case
            when not numbered.is_refund
                then {{ days_between('numbered.previous_date', 'numbered.order_date') }}
        end as days_since_previous_days,
        cast(numbered.channel as {{ dbt.type_string() }}) as channel,
        not numbered.is_refund and numbered.place_number = 1 as is_first,
        numbered.is_refund,
        numbered.is_cost_assumed,
        case
            when as_of.is_line_table_given and given.is_category_given
                then coalesce(new_categories.new_category_count, 0)
        end as new_category_count,
        {{ as_money('numbered.revenue_amount') }} as revenue_amount,
        {{ as_money('numbered.discount_amount') }} as discount_amount,
        {{ as_money('numbered.variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('numbered.margin_amount') }} as margin_amount
    from numbered
    cross join as_of
    cross join given
    left join new_categories
        on numbered.order_id = new_categories.order_id

)

select * from final
