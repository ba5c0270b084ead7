select
    group_code,
    group_value,
    max(customers) as customers,
    max(top_20_share) as top_20_share,
    max(pareto_customers) as pareto_customers,
    max(pareto_customer_share) as pareto_customer_share,
    max(gini_ratio) as gini_ratio
from concentration
group by group_code, group_value
order by case group_code when 'all' then 0 else 1 end, group_code, customers desc
limit 200
