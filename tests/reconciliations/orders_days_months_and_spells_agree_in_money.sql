-- Net revenue is the same by order, by day, by month, and by customer and spell once those who only
-- ever had refunds are added, who are no customers.
with

orders as (

    select sum(revenue_amount) as revenue_amount from {{ ref('int_orders__accepted') }}

),

days as (

    select sum(revenue_amount) as revenue_amount from {{ ref('int_customer_days') }}

),

months as (

    select sum(revenue_amount) as revenue_amount from {{ ref('int_customer_months') }}

),

customers as (

    select sum(revenue_amount) as revenue_amount from {{ ref('int_customers__facts') }}

),

spells as (

    select sum(revenue_amount) as revenue_amount from {{ ref('int_customer_spells') }}

),

never_bought as (

    select coalesce(sum(customer_days.revenue_amount), 0) as revenue_amount
    from {{ ref('int_customer_days') }} as customer_days
    left join {{ ref('int_customers__facts') }} as facts
        on customer_days.customer_id = facts.customer_id
    where facts.customer_id is null

)

select
    orders.revenue_amount as order_revenue_amount,
    days.revenue_amount as day_revenue_amount,
    months.revenue_amount as month_revenue_amount,
    customers.revenue_amount as customer_revenue_amount,
    spells.revenue_amount as spell_revenue_amount,
    never_bought.revenue_amount as never_bought_revenue_amount
from orders
cross join days
cross join months
cross join customers
cross join spells
cross join never_bought
where
    orders.revenue_amount <> days.revenue_amount
    or orders.revenue_amount <> months.revenue_amount
    or orders.revenue_amount <> customers.revenue_amount + never_bought.revenue_amount
    or customers.revenue_amount <> spells.revenue_amount
