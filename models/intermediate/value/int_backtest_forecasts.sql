with

windows as (

    select * from {{ ref('int_backtest_windows') }}

),

states as (

    select * from {{ ref('int_backtest_states') }}

),

outcomes as (

    select * from {{ ref('int_customer_cuts__outcomes') }}

),

vintages as (

    select * from {{ ref('int_expectation_vintages') }}
    where not is_present

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

actual as (

    select
        customers.*,
        outcomes.actual_revenue_amount
    from customers
    inner join outcomes
        on
            customers.customer_id = outcomes.customer_id
            and customers.cut_date = outcomes.cut_date

),

-- DWYER with years of the forecast's length: customers kept, times what one brings
ladder as (

    select
        cut_date,
        sum(case when first_window_number > 1 then last_count else 0 end)
        / {{ as_float('nullif(sum(previous_count), 0)') }} as retention_ratio
    from customers
    group by cut_date

),

unioned as (

    select
        'dwyer' as model_code,
        actual.cut_date,
        actual.horizon_days,
        actual.cohort_start_date,
        actual.last_revenue_amount * ladder.retention_ratio as predicted_amount,
        actual.actual_revenue_amount as actual_amount
    from actual
    inner join ladder
        on actual.cut_date = ladder.cut_date

    union all

    select
        'migration' as model_code,
        actual.cut_date,
        actual.horizon_days,
        actual.cohort_start_date,
        case when states.recency_number is null then 0 else states.buy_probability end
        * coalesce(states.revenue_per_window, 0) as predicted_amount,
        actual.actual_revenue_amount as actual_amount
    from actual
    left join states
        on
            actual.cut_date = states.cut_date
            and actual.recency_number = states.recency_number

    union all

    select
        model_code,
        cut_date,
        horizon_days,
        cast({{ dbt.date_trunc('quarter', 'first_purchase_date') }} as date) as cohort_start_date,
        expected_amount as predicted_amount,
        actual_revenue_amount as actual_amount
    from vintages

),

final as (

    select
        model_code,
        cut_date,
        cohort_start_date,
        max(horizon_days) as horizon_days,
        count(*) as customer_count,
        sum(predicted_amount) as predicted_amount,
        sum(actual_amount) as actual_amount
    from unioned
    where predicted_amount is not null
    group by model_code, cut_date, cohort_start_date

)

select * from final
