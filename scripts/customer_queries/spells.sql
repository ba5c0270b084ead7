select
    spell_number,
    start_date,
    last_order_date,
    end_date,
    order_count,
    revenue_amount
from customer_spells
where customer_id = $customer_id
order by spell_number
