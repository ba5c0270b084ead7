with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}
    where not is_present

),

-- windows of the length to be forecast, counted back from the day of the forecast: 1 is the last
placed as (

    select
        cuts.cut_date,
        cuts.horizon_days,
        customer_days.customer_id,
        cast({{ dbt.date_trunc('quarter', 'facts.first_order_date') }} as date)
            as cohort_start_date,
        cast(
            floor(
                {{ days_between('customer_days.trade_date', 'cuts.cut_date') }}
                / {{ as_float('cuts.horizon_days') }}
            ) as integer
        ) + 1 as window_number,
        customer_days.order_count,
        customer_days.revenue_amount
    from customer_days
    inner join facts
        on customer_days.customer_id = facts.customer_id
    inner join cuts
        on customer_days.trade_date <= cuts.cut_date
    -- a customer whose first purchase comes later was not one yet
    where facts.first_order_date <= cuts.cut_date

),

final as (

    select
        cut_date,
        horizon_days,
        customer_id,
        cohort_start_date,
        window_number,
        sum(order_count) > 0 as is_active,
        sum(revenue_amount) as revenue_amount
    from placed
    group by cut_date, horizon_days, customer_id, cohort_start_date, window_number

)

select * from final
