select
    cause_code as cause,
    count(*) as months,
    min(order_month) as from_month,
    max(order_month) as to_month,
    sum(difference_amount) as change
from restatements
group by cause_code
order by cause
