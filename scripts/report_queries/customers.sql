select
    status_code as status,
    count(*) as customer_count,
    sum(order_count) as order_count,
    sum(revenue_amount) as net_revenue
from customers
group by status_code
order by status_code
