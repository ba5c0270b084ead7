select
    calendar_month,
    is_complete,
    active_customers,
    mean_life_days,
    revenue_per_customer_amount,
    revenue_per_order_amount,
    orders_per_customer_ratio,
    categories_per_customer_ratio,
    old_customer_order_share,
    cross_sell_rate,
    up_sell_rate
from relationship_growth
order by calendar_month desc
limit 60
