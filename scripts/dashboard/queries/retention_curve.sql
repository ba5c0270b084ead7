select
    model_code,
    period_number,
    survival_rate,
    retention_rate,
    residual_periods_ratio
from lifetime_curve
order by model_code, period_number
limit 500
