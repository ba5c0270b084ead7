select
    priority_number,
    salesperson_id,
    customer_id,
    warning_tier_code,
    experience_tier_code,
    tier_since_date,
    last_contact_date,
    untouched_days,
    value_at_risk_amount,
    reason_text
from owner_follow_ups
order by priority_number, customer_id
limit 300
