select
    as_of_month as calendar_month,
    group_code,
    group_value,
    customers,
    current_equity_amount,
    future_cohort_equity_amount,
    transaction_value_amount,
    referral_value_amount,
    growth_value_amount,
    knowledge_value_amount
from customer_equity
inner join shown_groups using (group_code, group_value)
where as_of_month = (select max(latest.as_of_month) from customer_equity as latest)
