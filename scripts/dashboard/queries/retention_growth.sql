select
    period_grain_code,
    group_code,
    group_value,
    period_start_date,
    is_complete,
    opening_customers,
    retained_customers,
    lost_customers,
    new_customers,
    resurrected_customers,
    active_customers,
    churn_rate,
    retention_rate,
    consumer_churn_rate,
    quick_ratio,
    repurchase_rate
from retention_by_period
inner join shown_groups using (group_code, group_value)
where
    period_grain_code in ('month', 'quarter', 'year')
    and period_number > (
        select max(latest.period_number) - 36
        from retention_by_period as latest
        where latest.period_grain_code = retention_by_period.period_grain_code
    )
order by period_grain_code, group_code, group_value, period_start_date
