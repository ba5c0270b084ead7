-- a customer's account up to today closes at the value so far
with

accounts as (

    select * from {{ ref('customer_profit_and_loss') }}
    where not is_expected

),

valued as (

    select * from {{ ref('customer_lifetime_value') }}

),

closed as (

    select
        customer_id,
        sum(profit_amount) as profit_amount
    from accounts
    group by customer_id

)

select
    valued.customer_id,
    valued.historic_value_amount,
    closed.profit_amount
from valued
left join closed
    on valued.customer_id = closed.customer_id
where coalesce(valued.historic_value_amount <> closed.profit_amount, true)
