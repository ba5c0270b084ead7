-- the customer at each hundredth, from the least valuable to the most
with

placed as (

    select
        lifetime_value_amount,
        row_number() over (
            order by lifetime_value_amount, customer_id
        ) as place,
        count(*) over () as customers
    from customer_lifetime_value
    where lifetime_value_amount is not null

)

select
    cast(ceil(100.0 * place / customers) / 100 as decimal(12, 6)) as customer_share,
    max(lifetime_value_amount) as lifetime_value_amount
from placed
group by ceil(100.0 * place / customers)
order by customer_share
