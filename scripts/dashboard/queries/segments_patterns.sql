select
    cohort_month,
    lifecycle_pattern_code,
    customers,
    customer_share,
    mean_life_days,
    revenue_amount,
    margin_per_customer_amount
from lifecycle_patterns
order by cohort_month desc, lifecycle_pattern_code
