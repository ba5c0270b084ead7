with

windows as (

    select * from {{ ref('int_backtest_windows') }}

),

outcomes as (

    select * from {{ ref('int_customer_cuts__outcomes') }}

),

customers as (

    select
        cut_date,
        horizon_days,
        customer_id,
        cohort_start_date,
        min(case when is_active then window_number end) as recency_number,
        sum(case when window_number = 1 then revenue_amount else 0 end) as last_revenue_amount,
        max(case when is_active then window_number end) as first_window_number,
        max(case when window_number = 1 and is_active then 1 else 0 end) as last_count,
        -- constant: the window before the last
        max(case when window_number = 2 and is_active then 1 else 0 end) as previous_count
    from windows
    group by cut_date, horizon_days, customer_id, cohort_start_date

),

final as (

    select
        customers.cut_date,
        customers.horizon_days,
        customers.customer_id,
        customers.cohort_start_date,
        customers.recency_number,
        customers.first_window_number,
        customers.last_count,
        customers.previous_count,
        customers.last_revenue_amount,
        outcomes.actual_revenue_amount
    from customers
    inner join outcomes
        on
            customers.customer_id = outcomes.customer_id
            and customers.cut_date = outcomes.cut_date

)

select * from final
