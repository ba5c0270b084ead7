select
    group_code,
    group_value,
    warning_tier_code,
    customers,
    red_customers,
    orange_customers,
    yellow_customers,
    lost_customers,
    margin_amount,
    red_margin_amount,
    orange_margin_amount,
    yellow_margin_amount,
    frequency_fall_ratio,
    monetary_fall_ratio
from group_warnings
inner join shown_groups using (group_code, group_value)
where group_code <> 'all'
order by group_code, red_margin_amount desc
