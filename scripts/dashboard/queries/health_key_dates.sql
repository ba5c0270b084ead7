select
    key_date,
    customer_id,
    key_date_code,
    year_count,
    ahead_days
from key_dates
order by key_date, customer_id, key_date_code
limit 300
