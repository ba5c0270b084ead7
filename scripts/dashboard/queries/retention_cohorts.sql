select
    cohort_grain_code,
    group_code,
    group_value,
    cohort_start_date,
    period_number,
    cohort_customers,
    active_customers,
    retention_rate,
    is_left_edge
from cohort_retention
inner join shown_groups using (group_code, group_value)
where
    cohort_grain_code in ('month', 'quarter')
    and is_observable
    and period_number between 1 and 24
    and cohort_start_date in (
        select latest.cohort_start_date
        from cohort_retention as latest
        where
            latest.cohort_grain_code = cohort_retention.cohort_grain_code
            and latest.group_code = 'all'
            and latest.period_number = 0
        order by latest.cohort_start_date desc
        limit 24
    )
order by cohort_grain_code, group_code, group_value, cohort_start_date, period_number
