select
    calendar_month,
    sales_amount,
    margin_amount
from churn_monitor
where is_complete
order by calendar_month
