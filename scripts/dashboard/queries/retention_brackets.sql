select
    cohort_grain_code,
    cohort_start_date,
    lower_period_number,
    upper_period_number,
    cohort_customers,
    active_customers,
    retention_rate,
    is_observable
from cohort_bracket_retention
where group_code = 'all'
order by
    case cohort_grain_code when 'month' then 0 else 1 end,
    cohort_grain_code,
    cohort_start_date desc,
    lower_period_number
