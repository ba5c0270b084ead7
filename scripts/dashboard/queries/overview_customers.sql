select
    count(*) as customers,
    count(case when status_code = 'active' then 1 end) as active_customers,
    count(case when status_code = 'lapsed' then 1 end) as lapsed_customers,
    sum(order_count) as order_count,
    sum(revenue_amount) as revenue_amount
from customers
having count(*) > 0
