with

windows as (

    select * from {{ ref('int_churn_definition_windows') }}

),

events as (

    select * from {{ ref('int_churn_definition_events') }}

),

group_flows as (

    select * from {{ ref('int_group_period_flows') }}
    where period_grain_code = 'month' and group_code = 'all'

),

spells as (

    select * from {{ ref('int_customer_spells') }}

),

-- relationships begun less those ended, day by day
spell_days as (

    select
        start_date as change_date,
        count(*) as started_count,
        0 as ended_count
    from spells
    group by start_date

    union all

    select
        end_date as change_date,
        0 as started_count,
        count(*) as ended_count
    from spells
    where end_date is not null
    group by end_date

),

alive as (

    select
        windows.definition_code,
        windows.calendar_month,
        sum(case
            when spell_days.change_date < windows.window_start_date
                then spell_days.started_count - spell_days.ended_count
            else 0
        end) as opening_customers,
        sum(case
            when spell_days.change_date >= windows.window_start_date
                then spell_days.started_count
            else 0
        end) as joined_customers
    from windows
    inner join spell_days
        on windows.window_end_date >= spell_days.change_date
    where windows.clock_code = 'lapse'
    group by windows.definition_code, windows.calendar_month

),

churned as (

    select
        definition_code,
        calendar_month,
        count(case when not is_joined then 1 end) as churned_opening_customers,
        count(case when is_joined then 1 end) as churned_joined_customers
    from events
    group by definition_code, calendar_month

),

final as (

    select
        windows.definition_code,
        windows.calendar_month,
        windows.is_complete,
        case
            when windows.clock_code = 'period' then group_flows.opening_customers
            else coalesce(alive.opening_customers, 0)
        end as opening_customers,
        case
            when windows.clock_code = 'period' then group_flows.new_customers
            else coalesce(alive.joined_customers, 0)
        end as joined_customers,
        coalesce(churned.churned_opening_customers, 0) as churned_opening_customers,
        coalesce(churned.churned_joined_customers, 0) as churned_joined_customers
    from windows
    inner join group_flows
        on windows.period_number = group_flows.period_number
    left join alive
        on
            windows.definition_code = alive.definition_code
            and windows.calendar_month = alive.calendar_month
    left join churned
        on
            windows.definition_code = churned.definition_code
            and windows.calendar_month = churned.calendar_month

)

select * from final
