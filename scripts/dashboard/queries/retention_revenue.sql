select
    group_code,
    group_value,
    period_start_date as calendar_month,
    opening_revenue_amount,
    new_revenue_amount,
    resurrected_revenue_amount,
    expansion_revenue_amount,
    contraction_revenue_amount,
    churned_revenue_amount,
    revenue_amount,
    gross_revenue_churn_rate,
    net_revenue_retention_ratio
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
