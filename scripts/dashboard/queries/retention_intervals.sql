select
    cohort_grain_code,
    period_number,
    cohort_count,
    eligible_customers,
    active_customers,
    retention_rate,
    unbounded_retention_rate,
    cumulative_revenue_per_customer_amount
from cohort_retention_by_interval
where group_code = 'all'
order by
    case cohort_grain_code when 'month' then 0 else 1 end,
    cohort_grain_code,
    period_number
