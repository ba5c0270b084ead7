select
    group_code,
    group_value,
    customer_share,
    revenue_share,
    customers,
    top_20_share,
    pareto_customers,
    pareto_customer_share,
    gini_ratio
from concentration
inner join shown_groups using (group_code, group_value)
order by group_code, group_value, customer_share
