select
    period_start_date as month,
    opening_customers as opening,
    lost_customers as lost,
    new_customers as new,
    resurrected_customers as back,
    churn_rate,
    retention_rate
from retention_by_period
where period_grain_code = 'month' and group_code = 'all' and is_complete
order by period_start_date desc
limit 3
