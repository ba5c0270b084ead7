select
    value_quadrant_code,
    count(*) as customers,
    sum(current_margin_amount) as current_margin_amount,
    sum(growth_potential_amount) as growth_potential_amount
from customer_segments
where value_quadrant_code is not null
group by value_quadrant_code
order by value_quadrant_code
