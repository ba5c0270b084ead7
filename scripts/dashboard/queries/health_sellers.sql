select
    salesperson_id,
    departure_date,
    left_behind_customers,
    lost_customers,
    lost_share,
    other_lost_share,
    margin_amount,
    margin_lost_amount
from seller_departures
order by departure_date desc, salesperson_id
limit 500
