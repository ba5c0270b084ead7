select
    first_order_date,
    last_order_date,
    status_code,
    lapsed_date,
    purchase_day_count,
    revenue_amount,
    median_gap_days,
    recency_days,
    silence_ratio
from customers
where customer_id = $customer_id
