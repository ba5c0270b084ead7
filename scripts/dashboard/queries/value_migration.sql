select
    recency_number,
    customers,
    buy_rate,
    period_number as periods_ahead_number,
    expected_buyer_customers,
    expected_value_amount,
    value_per_customer_amount,
    lifetime_value_per_customer_amount,
    is_contact_worthwhile
from dwyer_migration
order by recency_number, period_number
limit 400
