with

changes as (

    select * from {{ ref('int_rolling_year_changes') }}

),

-- a refund before the first purchase is not yet a customer's
customer_months as (

    select * from {{ ref('int_customer_months') }}
    where order_count > 0 or previous_purchase_month is not null

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

events as (

    select
        customer_id,
        change_month as event_month,
        active_change,
        kept_change,
        customer_change,
        new_change,
        0 as margin_amount
    from changes

    union all

    select
        customer_id,
        calendar_month as event_month,
        0 as active_change,
        0 as kept_change,
        0 as customer_change,
        0 as new_change,
        revenue_amount - estimated_cost_amount as margin_amount
    from customer_months

),

profile_events as (

    select
        profiled.profile_id,
        events.event_month,
        sum(events.active_change) as active_change,
        sum(events.kept_change) as kept_change,
        sum(events.customer_change) as customer_change,
        sum(events.new_change) as new_change,
        sum(events.margin_amount) as margin_amount
    from events
    inner join profiled
        on events.customer_id = profiled.customer_id
    group by profiled.profile_id, events.event_month

),

final as (

    select
        profile_groups.group_code,
        profile_groups.group_value,
        profile_events.event_month,
        sum(profile_events.active_change) as active_change,
        sum(profile_events.kept_change) as kept_change,
        sum(profile_events.customer_change) as customer_change,
        sum(profile_events.new_change) as new_change,
        sum(profile_events.margin_amount) as margin_amount
    from profile_events
    inner join profile_groups
        on profile_events.profile_id = profile_groups.profile_id
    group by profile_groups.group_code, profile_groups.group_value, profile_events.event_month

)

select * from final
