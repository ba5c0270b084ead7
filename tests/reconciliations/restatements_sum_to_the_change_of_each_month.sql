-- What the causes explain is all that changed in a month, to the cent.
select
    order_month,
    sum(difference_amount) as explained_amount,
    max(month_now_amount) - max(month_then_amount) as change_amount
from {{ ref('restatements') }}
group by order_month
having sum(difference_amount) <> max(month_now_amount) - max(month_then_amount)
