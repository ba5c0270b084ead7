select
    group_code,
    group_value,
    period_start_date as calendar_month,
    is_final,
    opening_customers,
    new_customers,
    won_back_customers,
    lapsed_customers,
    closing_customers,
    lapse_rate
from lapse_by_period
inner join shown_groups using (group_code, group_value)
where
    period_grain_code = 'month'
    and period_number > (
        select max(latest.period_number) - 36
        from lapse_by_period as latest
        where latest.period_grain_code = 'month'
    )
order by group_code, group_value, period_start_date
