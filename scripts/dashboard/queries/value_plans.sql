select
    plan_id,
    year_number,
    active_customers,
    retention_rate,
    sales_amount,
    total_cost_amount,
    profit_amount,
    discount_divisor_ratio,
    net_present_value_amount,
    cumulative_net_present_value_amount,
    clv_per_customer_amount
from dwyer_plan_clv
order by plan_id, year_number
