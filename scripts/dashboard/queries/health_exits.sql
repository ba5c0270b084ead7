select
    calendar_month,
    is_complete,
    lost_customers,
    churn_rate,
    revenue_lost_amount,
    margin_lost_amount,
    warned_customers,
    kept_customers,
    kept_rate,
    retention_cost_amount,
    cost_per_kept_amount,
    first_reason_code,
    controllable_share,
    first_response
from exit_report
order by calendar_month desc
limit 60
