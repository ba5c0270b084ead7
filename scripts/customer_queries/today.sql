select
    warning_tier_code,
    tier_since_date,
    value_at_risk_amount,
    churn_probability_rate,
    priority_number,
    reason_text,
    suggested_response
from customer_warnings
where customer_id = $customer_id
