select
    band_number,
    switching_cost_band_code,
    known_customers,
    lapsed_customers,
    lapsed_share,
    lapse_count,
    margin_lost_amount
from switching_cost_churn
order by band_number
