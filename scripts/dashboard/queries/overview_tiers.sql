select
    warning_tier_code,
    count(*) as customers,
    sum(value_at_risk_amount) as value_at_risk_amount,
    sum(expected_loss_amount) as expected_loss_amount
from customer_warnings
group by warning_tier_code
order by
    case warning_tier_code
        when 'red' then 1
        when 'orange' then 2
        when 'yellow' then 3
        when 'none' then 4
        when 'insufficient_history' then 5
        else 6
    end
