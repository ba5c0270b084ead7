with

events as (

    select * from {{ ref('int_behaviour_events') }}

),

signals as (

    select * from {{ ref('int_experience_signals') }}

),

rules as (

    select * from {{ ref('experience_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what was said on the day itself does not lead
final as (

    select
        events.customer_id,
        events.behaviour_code,
        events.event_date,
        signals.signal_code,
        max({{ days_between('signals.signal_date', 'events.event_date') }}) as lead_days
    from events
    inner join signals
        on
            events.customer_id = signals.customer_id
            and events.event_date > signals.signal_date
    cross join as_of
    inner join rules
        on
            {{ is_valid_on('rules', 'as_of.as_of_date') }}
            and rules.signal_days >= {{ days_between('signals.signal_date', 'events.event_date') }}
    group by
        events.customer_id,
        events.behaviour_code,
        events.event_date,
        signals.signal_code

)

select * from final
