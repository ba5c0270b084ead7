with

costs as (

    select * from {{ ref('int_costs__accepted') }}
    where is_allocated

),

orders as (

    select * from {{ ref('int_orders__accepted') }}
    where campaign_id is not null

),

customers as (

    select * from {{ ref('int_customers__accepted') }}
    where acquisition_campaign_id is not null

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

asked_scopes as (

    select
        scope_code,
        scope_value
    from costs
    where scope_code <> 'customer'
    group by scope_code, scope_value

),

memberships as (

    select
        'campaign' as scope_code,
        campaign_id as scope_value,
        customer_id
    from orders

    union all

    select
        'campaign' as scope_code,
        acquisition_campaign_id as scope_value,
        customer_id
    from customers

    union all

    -- a channel is the one the customer came by
    select
        case when group_code = 'acquisition_channel' then 'channel' else group_code end
            as scope_code,
        group_value as scope_value,
        customer_id
    from customer_groups

    union all

    select
        group_code as scope_code,
        group_value as scope_value,
        customer_id
    from customer_groups
    where group_code = 'acquisition_channel'

),

-- a customer may belong for two reasons
final as (

    select
        memberships.customer_id,
        memberships.scope_code,
        memberships.scope_value
    from memberships
    inner join asked_scopes
        on
            memberships.scope_code = asked_scopes.scope_code
            and memberships.scope_value = asked_scopes.scope_value
    group by memberships.customer_id, memberships.scope_code, memberships.scope_value

)

select * from final
