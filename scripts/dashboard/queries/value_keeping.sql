select
    calendar_year_number,
    is_complete,
    is_keeping_cheaper,
    new_customers,
    kept_customers,
    lost_customers,
    acquisition_cost_per_new_customer_amount,
    keeping_cost_per_kept_customer_amount,
    margin_per_new_customer_amount,
    margin_per_old_customer_amount,
    break_even_keeping_cost_amount,
    new_to_old_cost_ratio,
    is_acquisition_cost_assumed,
    is_keeping_cost_assumed
from retention_economics
order by calendar_year_number desc
