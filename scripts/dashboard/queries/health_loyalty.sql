select
    group_code,
    group_value,
    loyalty_grid_code,
    satisfaction_level_code,
    is_loyal,
    customers,
    customer_share
from satisfaction_loyalty
inner join shown_groups using (group_code, group_value)
order by group_code, group_value, satisfaction_level_code, is_loyal desc
