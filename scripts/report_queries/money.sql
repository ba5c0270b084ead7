select
    orders.revenue_amount as net_revenue,
    orders.revenue_amount = months.revenue_amount as is_reconciled
from (select coalesce(sum(revenue_amount), 0) as revenue_amount from orders) as orders
cross join
    (select coalesce(sum(revenue_amount), 0) as revenue_amount from customer_months) as months
