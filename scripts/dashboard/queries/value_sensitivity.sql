select
    change_code,
    factor_code,
    clv_per_customer_amount,
    clv_change_amount,
    value_change_amount,
    profit_change_amount,
    is_measured
from clv_sensitivity
order by change_code desc, abs(clv_change_amount) desc, factor_code
