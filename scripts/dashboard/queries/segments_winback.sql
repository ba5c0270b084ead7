select
    rank_number,
    customer_id,
    silence_start_date,
    silence_days,
    reason_code,
    second_lifetime_value_amount,
    regain_probability_rate,
    expected_net_value_amount,
    suggested_response
from winback_candidates
order by rank_number
limit 500
