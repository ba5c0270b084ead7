select
    order_date,
    order_id,
    is_refund,
    revenue_amount,
    channel
from orders
where customer_id = $customer_id
order by ordered_at desc, order_id desc
limit 12
