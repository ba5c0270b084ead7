select
    customer_id,
    lifetime_value_amount,
    historic_value_amount,
    expected_value_amount,
    alive_probability_rate,
    expected_order_ratio,
    expected_order_amount,
    first_purchase_amount,
    repeat_amount,
    cross_sell_amount
from customer_lifetime_value
order by lifetime_value_amount desc, customer_id
limit 300
