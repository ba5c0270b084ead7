with

customers as (

    select * from {{ ref('int_backtest_customers') }}

),

retention_fits as (

    select * from {{ ref('int_retention_fits') }}
    where group_code = 'all'

),

states as (

    select * from {{ ref('int_backtest_states') }}

),

vintages as (

    select * from {{ ref('int_expectation_vintages') }}
    where not is_present

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
        customers.cut_date,
        customers.horizon_days,
        customers.cohort_start_date,
        customers.last_revenue_amount * ladder.retention_ratio as predicted_amount,
        customers.actual_revenue_amount as actual_amount
    from customers
    inner join ladder
        on customers.cut_date = ladder.cut_date

    union all

    -- the same, but who stayed longer stays likelier
    select
        'dwyer_sbg' as model_code,
        customers.cut_date,
        customers.horizon_days,
        customers.cohort_start_date,
        customers.last_revenue_amount * {{ fitted_retention_rate(
            'retention_fits.alpha', 'retention_fits.beta', 'customers.first_window_number'
        ) }} as predicted_amount,
        customers.actual_revenue_amount as actual_amount
    from customers
    inner join retention_fits
        on customers.cut_date = retention_fits.fitted_as_of_date

    union all

    select
        'migration' as model_code,
        customers.cut_date,
        customers.horizon_days,
        customers.cohort_start_date,
        case when states.recency_number is null then 0 else states.buy_probability end
        * coalesce(states.revenue_per_window, 0) as predicted_amount,
        customers.actual_revenue_amount as actual_amount
    from customers
    left join states
        on
            customers.cut_date = states.cut_date
            and customers.recency_number = states.recency_number

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
