select
    day_index_code,
    group_code,
    group_value,
    lower_day_number,
    upper_day_number,
    eligible_customers,
    active_customers,
    retention_rate
from day_bracket_retention
inner join shown_groups using (group_code, group_value)
order by day_index_code, group_code, group_value, lower_day_number, upper_day_number
