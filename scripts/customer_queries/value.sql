select
    historic_value_amount,
    expected_value_amount,
    lifetime_value_amount,
    alive_probability_rate,
    expected_order_ratio,
    expected_order_amount,
    horizon_days
from customer_lifetime_value
where customer_id = $customer_id
