select
    period_start_date as calendar_month,
    churn_rate,
    retention_rate,
    opening_customers,
    lost_customers,
    new_customers,
    resurrected_customers,
    active_customers,
    quick_ratio,
    net_revenue_retention_ratio,
    group_code,
    group_value
from retention_by_period
inner join shown_groups using (group_code, group_value)
where
    period_grain_code = 'month'
    and is_complete
    and period_start_date = (
        select max(latest.period_start_date)
        from retention_by_period as latest
        where latest.period_grain_code = 'month' and latest.is_complete
    )
