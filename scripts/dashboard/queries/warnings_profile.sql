select
    group_code,
    group_value,
    customers,
    lapsed_customers,
    customer_share,
    lapsed_share,
    lift_ratio,
    lapsed_revenue_amount
from churned_profile
inner join shown_groups using (group_code, group_value)
where group_code <> 'all'
order by group_code, lift_ratio desc
