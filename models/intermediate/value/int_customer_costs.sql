with

costs as (

    select * from {{ ref('int_costs__accepted') }}
    where is_allocated and scope_code = 'customer'

),

shared_costs as (

    select * from {{ ref('int_customer_costs__shared') }}

),

contact_costs as (

    select * from {{ ref('int_contact_costs') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

-- what names a customer is that customer's; before the first purchase it won the customer
direct as (

    select
        facts.customer_id,
        greatest(costs.incurred_date, facts.first_order_date) as cost_date,
        costs.cost_type,
        sum(costs.cost_amount) as cost_amount
    from costs
    inner join facts
        on costs.scope_value = facts.customer_id
    group by
        facts.customer_id,
        greatest(costs.incurred_date, facts.first_order_date),
        costs.cost_type

),

unioned as (

    select * from direct

    union all

    select
        customer_id,
        cost_date,
        cost_type,
        cost_amount
    from shared_costs

    union all

    select
        customer_id,
        cost_date,
        cost_type,
        cost_amount
    from contact_costs

),

final as (

    select
        customer_id,
        cost_date,
        cost_type,
        {{ as_money('sum(cost_amount)') }} as cost_amount
    from unioned
    group by customer_id, cost_date, cost_type

)

select * from final
