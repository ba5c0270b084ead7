select
    count(*) as customers,
    sum(lifetime_value_amount) as lifetime_value_amount,
    sum(historic_value_amount) as historic_value_amount,
    sum(expected_value_amount) as expected_value_amount,
    sum(first_purchase_amount) as first_purchase_amount,
    sum(repeat_amount) as repeat_amount,
    sum(cross_sell_amount) as cross_sell_amount,
    sum(service_saving_amount) as service_saving_amount,
    sum(referral_amount) as referral_amount,
    sum(loyalty_amount) as loyalty_amount
from customer_lifetime_value
having count(*) > 0
