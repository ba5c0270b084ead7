select
    event_code,
    count(*) as event_count,
    sum(revenue_amount) as revenue_amount,
    sum(cost_amount) as cost_amount,
    sum(present_value_amount) as present_value_amount
from customer_event_forecast
group by event_code
order by present_value_amount desc
