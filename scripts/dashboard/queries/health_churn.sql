select
    calendar_month,
    churn_rate
from churn_monitor
where is_complete
order by calendar_month
