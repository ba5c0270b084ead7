select
    cohort_month,
    lifecycle_stage_code,
    customers,
    customer_share,
    months_per_customer_ratio,
    orders_per_month_ratio,
    margin_per_month_amount,
    estimated_margin_amount
from lifecycle_economics
order by cohort_month, customers desc
limit 300
