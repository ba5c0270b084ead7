select
    group_code,
    group_value,
    cohort_start_date,
    year_number,
    is_projected,
    cohort_customers,
    active_customers,
    retention_rate,
    sales_amount,
    total_cost_amount,
    profit_amount,
    discount_divisor_ratio,
    net_present_value_amount,
    cumulative_net_present_value_amount,
    clv_per_customer_amount
from dwyer_clv
inner join shown_groups using (group_code, group_value)
where cohort_grain_code = 'year'
order by group_code, group_value, cohort_start_date, year_number
