select
    priority_number,
    customer_id,
    warning_tier_code,
    tier_since_date,
    recency_days,
    value_at_risk_amount,
    churn_probability_rate,
    expected_loss_amount,
    suggested_response,
    reason_text
from customer_warnings
where is_warning
order by priority_number
limit 1000
