with

spells as (

    select * from {{ ref('int_customer_spells') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

day_periods as (

    select * from {{ ref('int_calendar_day_periods') }}

),

-- a relationship starts on one day and may end on another: two events
events as (

    select
        customer_id,
        start_date as event_date,
        start_date,
        case when spell_number = 1 then 'new' else 'won_back' end as event_code
    from spells

    union all

    select
        customer_id,
        end_date as event_date,
        start_date,
        'lapsed' as event_code
    from spells
    where end_date is not null

),

final as (

    select
        day_periods.period_grain_code,
        profiled.profile_id,
        day_periods.period_number,
        count(case when events.event_code = 'new' then 1 end) as new_customers,
        count(case when events.event_code = 'won_back' then 1 end) as won_back_customers,
        count(case when events.event_code = 'lapsed' then 1 end) as lapsed_customers,
        count(case
            when events.event_code = 'lapsed' and events.start_date < day_periods.period_start_date
                then 1
        end) as lapsed_opening_customers
    from events
    inner join profiled
        on events.customer_id = profiled.customer_id
    inner join day_periods
        on events.event_date = day_periods.calendar_date
    group by day_periods.period_grain_code, profiled.profile_id, day_periods.period_number

)

select * from final
