select
    model_code,
    decile_number,
    customers,
    predicted_rate,
    observed_rate,
    brier_score_ratio,
    model_brier_score_ratio,
    base_brier_score_ratio,
    cut_date
from churn_probability_calibration
order by is_headline desc, model_code, decile_number
