select
    category,
    customers,
    repeat_customers,
    cross_sold_customers,
    up_sold_customers,
    further_category_rate,
    trade_up_rate
from category_growth
order by customers desc, category
limit 100
