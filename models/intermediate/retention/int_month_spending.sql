{%- set in_time = '(
    partition by customer_months.customer_id
    order by customer_months.calendar_month
)' -%}
with

customer_months as (

    select * from {{ ref('int_customer_months') }}
    where order_count > 0

),

compared as (

    select
        customer_months.*,
        customer_months.state_code <> 'new' as is_old,
        lag(customer_months.order_count) over {{ in_time }} as previous_order_count,
        lag(customer_months.revenue_amount) over {{ in_time }} as previous_revenue_amount
    from customer_months

),

-- more for each order than in the last month with a purchase; as products, so that cents decide
final as (

    select
        calendar_month,
        count(*) as active_customers,
        count(case when is_old then 1 end) as old_active_customers,
        sum(order_count) as order_count,
        sum(case when is_old then order_count else 0 end) as old_order_count,
        sum(revenue_amount) as revenue_amount,
        sum(case when is_old then revenue_amount else 0 end) as old_revenue_amount,
        count(case
            when
                is_old
                and revenue_amount * previous_order_count > previous_revenue_amount * order_count
                then 1
        end) as up_sold_customers
    from compared
    group by calendar_month

)

select * from final
