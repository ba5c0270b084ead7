with

costs as (

    select * from {{ ref('int_costs__accepted') }}
    where is_allocated

),

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

customer_scopes as (

    select * from {{ ref('int_customer_scopes') }}

),

pools as (

    select
        incurred_month,
        cost_type,
        base_code,
        scope_code,
        scope_value,
        sum(cost_amount) as cost_amount
    from costs
    where scope_code <> 'customer'
    group by incurred_month, cost_type, base_code, scope_code, scope_value

),

-- a month's bearers, each on the day of the first purchase in it
bearers as (

    select
        customer_id,
        {{ month_of('purchase_date') }} as calendar_month,
        min(purchase_date) as cost_date,
        min(purchase_day_number) = 1 as is_new
    from purchase_days
    group by customer_id, {{ month_of('purchase_date') }}

),

shared as (

    select
        pools.incurred_month,
        pools.cost_type,
        pools.scope_code,
        pools.scope_value,
        pools.cost_amount,
        bearers.customer_id,
        bearers.cost_date
    from pools
    inner join bearers
        on
            pools.incurred_month = bearers.calendar_month
            and (pools.base_code = 'active' or bearers.is_new)
    inner join customer_scopes
        on
            pools.scope_code = customer_scopes.scope_code
            and pools.scope_value = customer_scopes.scope_value
            and bearers.customer_id = customer_scopes.customer_id

),

ranked as (

    select
        *,
        row_number() over (
            partition by incurred_month, cost_type, scope_code, scope_value
            order by customer_id
        ) as bearer_number,
        count(*) over (
            partition by incurred_month, cost_type, scope_code, scope_value
        ) as bearer_count
    from shared

),

-- equal shares in whole cents that add up to the pool
final as (

    select
        incurred_month,
        cost_type,
        scope_code,
        scope_value,
        customer_id,
        cost_date,
        {{ amount_per('cost_amount * bearer_number', 'bearer_count') }}
        - {{ amount_per('cost_amount * (bearer_number - 1)', 'bearer_count') }} as cost_amount
    from ranked

)

select * from final
