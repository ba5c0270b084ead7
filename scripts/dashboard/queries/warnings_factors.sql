select
    scene_code,
    rank_number,
    factor_name,
    is_key_driver,
    customers,
    churned_customers,
    correlation_ratio,
    lift_ratio,
    log_odds_ratio,
    standard_error_ratio,
    p_value_rate,
    cut_date
from churn_factors
order by scene_code, rank_number
limit 300
