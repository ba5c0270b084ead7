select
    exit_month,
    reason_code,
    lifecycle_stage_code,
    is_voluntary,
    is_controllable,
    is_recoverable,
    lost_customers,
    customer_share,
    margin_lost_amount,
    suggested_response
from churn_reasons
order by exit_month desc, lost_customers desc, reason_code
limit 500
