with

forecasts as (

    select * from {{ ref('int_backtest_forecasts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- every cohort, and all of them together
unioned as (

    select
        model_code,
        cut_date,
        cast(cohort_start_date as {{ dbt.type_string() }}) as cohort_code,
        cohort_start_date,
        horizon_days,
        customer_count,
        predicted_amount,
        actual_amount
    from forecasts

    union all

    select
        model_code,
        cut_date,
        'all' as cohort_code,
        cast(null as date) as cohort_start_date,
        horizon_days,
        sum(customer_count) as customer_count,
        sum(predicted_amount) as predicted_amount,
        sum(actual_amount) as actual_amount
    from forecasts
    group by model_code, cut_date, horizon_days

),

final as (

    select
        unioned.cut_date as forecast_date,
        unioned.cohort_start_date,
        as_of.as_of_date,
        unioned.model_code,
        unioned.cohort_code,
        cast(unioned.horizon_days as integer) as horizon_days,
        cast(unioned.customer_count as bigint) as customers,
        {{ as_money('unioned.predicted_amount') }} as predicted_amount,
        {{ as_money('unioned.actual_amount') }} as actual_amount,
        {{ as_money(
            as_money('unioned.predicted_amount') ~ ' - ' ~ as_money('unioned.actual_amount')
        ) }} as error_amount,
        cast(
            abs(unioned.predicted_amount - unioned.actual_amount)
            / nullif(abs({{ as_float('unioned.actual_amount') }}), 0) as decimal(12, 6)
        ) as absolute_error_ratio
    from unioned
    cross join as_of

)

select * from final
