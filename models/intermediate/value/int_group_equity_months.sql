{%- set so_far = '(
    partition by group_values.group_code, group_values.group_value
    order by month_ends.calendar_month
    rows between unbounded preceding and current row
)' -%}
with

group_events as (

    select * from {{ ref('int_group_year_changes') }}

),

month_ends as (

    select * from {{ ref('int_calendar_month_ends') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

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
        sum(group_events.customer_change) over {{ so_far }} as customer_count,
        sum(group_events.new_change) over {{ so_far }} as new_count,
        sum(group_events.active_change) over {{ so_far }} as active_count,
        sum(group_events.kept_change) over {{ so_far }} as kept_count,
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
