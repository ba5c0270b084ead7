select
    cycle_basis_code,
    group_code,
    group_value,
    calendar_month,
    is_final,
    base_customers,
    due_customers,
    returned_customers,
    mean_cycle_days,
    cycle_retention_rate,
    expected_loyal_cycles_ratio
from cycle_retention
inner join shown_groups using (group_code, group_value)
where calendar_month > (
    select max(latest.calendar_month) - interval '24 months'
    from cycle_retention as latest
)
order by cycle_basis_code, group_code, group_value, calendar_month desc
