select
    group_code,
    group_value,
    period_start_date as calendar_month,
    active_customers,
    churn_rate
from retention_by_period
inner join shown_groups using (group_code, group_value)
where
    period_grain_code = 'month'
    and is_complete
    and period_number > (
        select max(latest.period_number) - 36
        from retention_by_period as latest
        where latest.period_grain_code = 'month'
    )
order by group_code, group_value, period_start_date
