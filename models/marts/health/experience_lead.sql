with

events as (

    select * from {{ ref('int_behaviour_events') }}

),

leads as (

    select * from {{ ref('int_experience_leads') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

led as (

    select
        behaviour_code,
        signal_code,
        customer_id,
        event_date,
        lead_days
    from leads

    union all

    select
        behaviour_code,
        '(any)' as signal_code,
        customer_id,
        event_date,
        max(lead_days) as lead_days
    from leads
    group by behaviour_code, customer_id, event_date

),

ranked as (

    select
        *,
        row_number() over (
            partition by behaviour_code, signal_code
            order by lead_days, customer_id, event_date
        ) as lead_number,
        count(*) over (partition by behaviour_code, signal_code) as led_count
    from led

),

-- the middle lead, or both middle ones where their number is even
summed as (

    select
        behaviour_code,
        signal_code,
        count(*) as led_count,
        avg(lead_days) as mean_lead_days,
        avg(
            case
                -- constant: the middle one, or the middle two
                when lead_number * 2 between led_count and led_count + 2 then lead_days
            end
        ) as median_lead_days
    from ranked
    group by behaviour_code, signal_code

),

totals as (

    select
        behaviour_code,
        count(*) as event_count
    from events
    group by behaviour_code

),

final as (

    select
        cast(summed.behaviour_code as {{ dbt.type_string() }}) as behaviour_code,
        cast(summed.signal_code as {{ dbt.type_string() }}) as signal_code,
        as_of.as_of_date,
        cast(totals.event_count as bigint) as event_count,
        cast(summed.led_count as bigint) as led_count,
        cast(summed.mean_lead_days as decimal(12, 6)) as mean_lead_days,
        cast(summed.median_lead_days as decimal(12, 6)) as median_lead_days,
        {{ ratio('summed.led_count', 'totals.event_count') }} as led_share
    from summed
    inner join totals
        on summed.behaviour_code = totals.behaviour_code
    cross join as_of

)

select * from final
