select
    calendar_month,
    definition_code,
    clock_code,
    is_default,
    churned_customers,
    base_customers,
    churn_rate,
    difference_from_default_ratio,
    only_here_customers
from definition_comparison
where is_complete
order by calendar_month desc, is_default desc, definition_code
limit 300
