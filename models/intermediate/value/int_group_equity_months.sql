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

month_ends as (

    select * from {{ ref('int_calendar_month_ends') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

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

group_events as (

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

),

group_values as (

    select
        group_code,
        group_value
    from group_events
    group by group_code, group_value

),

-- every month, since windows of rows count months
summed as (

    select
        group_values.group_code,
        group_values.group_value,
        month_ends.calendar_month,
        month_ends.seen_until_date,
        month_ends.is_complete,
        sum(group_events.customer_change) over so_far as customer_count,
        sum(group_events.new_change) over so_far as new_count,
        sum(group_events.active_change) over so_far as active_count,
        sum(group_events.kept_change) over so_far as kept_count,
        sum(group_events.margin_amount) over (
            partition by group_values.group_code, group_values.group_value
            order by month_ends.calendar_month
            rows between 11 preceding and current row -- constant: twelve months
        ) as margin_amount
    from group_values
    cross join month_ends
    left join group_events
        on
            group_values.group_code = group_events.group_code
            and group_values.group_value = group_events.group_value
            and month_ends.calendar_month = group_events.event_month
    window
        so_far as (
            partition by group_values.group_code, group_values.group_value
            order by month_ends.calendar_month
            rows between unbounded preceding and current row
        )

),

compared as (

    select
        *,
        lag(active_count, 12) over ( -- constant: twelve months
            partition by group_code, group_value
            order by calendar_month
        ) as earlier_active_count
    from summed

),

-- what a year brought, kept at the rate of the year before, and half a year away on average
final as (

    select
        compared.group_code,
        compared.group_value,
        compared.calendar_month,
        compared.seen_until_date,
        compared.customer_count,
        compared.new_count,
        compared.margin_amount,
        {{ ratio('compared.kept_count', 'compared.earlier_active_count') }}
            as retention_ratio,
        {{ as_money(present_value(
            'compared.margin_amount * compared.kept_count'
            ~ ' / nullif(compared.earlier_active_count, 0)',
            'value_rates.annual_rate',
            '365 / 2.0'
        )) }} as ladder_amount -- constant: half a year
    from compared
    cross join value_rates
    where compared.is_complete and compared.customer_count > 0

)

select * from final
