with

months as (

    select * from {{ ref('int_monitor_months') }}

),

exits as (

    select * from {{ ref('int_month_exits') }}

),

events as (

    select * from {{ ref('int_behaviour_events') }}
    where behaviour_code = 'warning'

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind = 'outreach'

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

given as (

    select count(case when table_name = 'churn_reasons' then 1 end) > 0 as is_reason_given
    from inputs

),

-- contacts of other kinds do not say that nobody was spoken to
reach as (

    select count(*) > 0 as is_outreach_given
    from interactions

),

warned as (

    select
        {{ month_of('event_date') }} as calendar_month,
        count(*) as warned_customers,
        count(case when is_decided then 1 end) as decided_customers,
        count(case when is_decided and is_kept then 1 end) as kept_customers
    from events
    group by {{ month_of('event_date') }}

),

contacted as (

    select
        {{ month_of('interaction_date') }} as calendar_month,
        count(*) as outreach_count
    from interactions
    group by {{ month_of('interaction_date') }}

),

final as (

    select
        months.calendar_month,
        as_of.as_of_date,
        cast(exits.first_reason_code as {{ dbt.type_string() }}) as first_reason_code,
        months.is_complete,
        coalesce(exits.is_margin_estimated, false) as is_margin_estimated,
        cast(months.lost_customers as bigint) as lost_customers,
        cast(coalesce(exits.lapsed_customers, 0) as bigint) as lapsed_customers,
        case
            when given.is_reason_given then cast(coalesce(exits.stated_customers, 0) as bigint)
        end as stated_customers,
        cast(coalesce(warned.warned_customers, 0) as bigint) as warned_customers,
        cast(coalesce(warned.decided_customers, 0) as bigint) as decided_customers,
        cast(coalesce(warned.kept_customers, 0) as bigint) as kept_customers,
        case
            when reach.is_outreach_given
                then cast(coalesce(contacted.outreach_count, 0) as bigint)
        end as outreach_count,
        {{ as_money('coalesce(exits.revenue_lost_amount, 0)') }} as revenue_lost_amount,
        {{ as_money('coalesce(exits.margin_lost_amount, 0)') }} as margin_lost_amount,
        months.retention_cost_amount,
        {{ amount_per('months.retention_cost_amount', 'warned.kept_customers') }}
            as cost_per_kept_amount,
        months.churn_rate,
        case
            when given.is_reason_given
                then {{ ratio('exits.controllable_customers', 'exits.stated_customers') }}
        end as controllable_share,
        {{ ratio('warned.kept_customers', 'warned.decided_customers') }} as kept_rate,
        cast(exits.first_response as {{ dbt.type_string() }}) as first_response
    from months
    cross join given
    cross join reach
    cross join as_of
    left join exits
        on months.calendar_month = exits.exit_month
    left join warned
        on months.calendar_month = warned.calendar_month
    left join contacted
        on months.calendar_month = contacted.calendar_month

)

select * from final
