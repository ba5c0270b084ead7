select
    order_month,
    cause_code,
    then_orders,
    now_orders,
    then_amount,
    now_amount,
    difference_amount,
    month_then_amount,
    month_now_amount,
    month_then_customers,
    month_now_customers
from restatements
order by order_month, cause_code
limit 500
