with

customer_months as (

    select * from {{ touched('int_customer_months', 'customer_id') }}

),

years as (

    select
        customer_id,
        cast(extract(year from calendar_month) as integer) as calendar_year_number,
        sum(order_count) as order_count,
        sum(revenue_amount) as revenue_amount,
        sum(revenue_amount - estimated_cost_amount) as margin_amount
    from customer_months
    group by customer_id, cast(extract(year from calendar_month) as integer)

),

final as (

    select
        customer_id,
        calendar_year_number,
        revenue_amount,
        margin_amount,
        lag(calendar_year_number) over (
            partition by customer_id
            order by calendar_year_number
        ) as previous_year_number,
        lead(calendar_year_number) over (
            partition by customer_id
            order by calendar_year_number
        ) as next_year_number
    from years
    where order_count > 0

)

select * from final
