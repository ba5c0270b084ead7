select
    rank_number,
    second_lifetime_value_amount,
    regain_probability_rate,
    expected_net_value_amount,
    suggested_response
from winback_candidates
where customer_id = $customer_id
