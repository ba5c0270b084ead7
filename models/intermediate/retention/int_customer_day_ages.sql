with

orders as (

    select * from {{ ref('int_orders__day_indexed') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- the date of analysis ends at the midnight after it
customers as (

    select
        orders.customer_id,
        orders.first_ordered_at,
        cast({{ date_plus_days('as_of.as_of_date', '1') }} as timestamp) as end_at
    from orders
    cross join as_of
    group by orders.customer_id, orders.first_ordered_at, as_of.as_of_date

),

final as (

    select
        customer_id,
        'calendar' as day_index_code,
        {{ calendar_day_index('first_ordered_at', 'end_at') }} as age_days
    from customers

    union all

    select
        customer_id,
        'rolling' as day_index_code,
        {{ rolling_day_index('first_ordered_at', 'end_at') }} as age_days
    from customers

    union all

    select
        customer_id,
        'hour_floored' as day_index_code,
        {{ hour_floored_day_index('first_ordered_at', 'end_at') }} as age_days
    from customers

)

select * from final
