with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}
    where revenue_amount >= 0 and quantity > 0

),

categories as (

    select
        customer_id,
        {{ month_of('order_date') }} as calendar_month,
        category,
        sum(quantity) as unit_quantity
    from lines
    group by customer_id, {{ month_of('order_date') }}, category

),

-- a category is new in its first month; who is new in that month too is not sold across
firsts as (

    select
        categories.*,
        min(categories.calendar_month) over (
            partition by categories.customer_id, categories.category
        ) as first_category_month,
        min(categories.calendar_month) over (partition by categories.customer_id) as first_month
    from categories

),

baskets as (

    select
        customer_id,
        calendar_month,
        count(case when category <> '(unknown)' then 1 end) as category_count,
        sum(unit_quantity) as unit_quantity,
        max(case
            when
                category <> '(unknown)'
                and calendar_month = first_category_month
                and calendar_month > first_month
                then 1
            else 0
        end) as has_new_category
    from firsts
    group by customer_id, calendar_month

),

final as (

    select
        calendar_month,
        count(case when category_count > 0 then 1 end) as known_category_customers,
        sum(category_count) as category_count,
        count(*) as known_unit_customers,
        sum(unit_quantity) as unit_quantity,
        sum(has_new_category) as cross_sold_customers
    from baskets
    group by calendar_month

)

select * from final
