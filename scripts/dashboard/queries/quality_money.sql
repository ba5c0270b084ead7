select
    total_code,
    division_code,
    revenue_amount,
    difference_amount,
    unplaced_refund_amount
from money_reconciliation
order by total_code, division_code
limit 500
