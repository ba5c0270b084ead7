select
    model_code,
    forecast_date,
    cohort_start_date,
    horizon_days,
    customers,
    predicted_amount,
    actual_amount,
    error_amount,
    absolute_error_ratio
from value_backtest
order by model_code, forecast_date desc, cohort_code, cohort_start_date
limit 400
