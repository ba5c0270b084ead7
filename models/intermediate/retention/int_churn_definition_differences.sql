with

definitions as (

    select * from {{ ref('churn_definitions') }}

),

events as (

    select * from {{ ref('int_churn_definition_events') }}

),

counted as (

    select
        events.definition_code,
        events.calendar_month,
        events.customer_id,
        definitions.is_default
    from events
    inner join definitions
        on events.definition_code = definitions.definition_code
    where definitions.is_joined_churn_counted or not events.is_joined
    group by
        events.definition_code,
        events.calendar_month,
        events.customer_id,
        definitions.is_default

),

-- a loss by the default is set against every other definition
paired as (

    select
        counted.definition_code,
        counted.calendar_month,
        counted.customer_id,
        true as is_lost_here,
        false as is_lost_by_default
    from counted
    where not counted.is_default

    union all

    select
        definitions.definition_code,
        counted.calendar_month,
        counted.customer_id,
        false as is_lost_here,
        true as is_lost_by_default
    from counted
    inner join definitions
        on not definitions.is_default
    where counted.is_default

),

final as (

    select
        definition_code,
        calendar_month,
        customer_id,
        case
            when max(case when is_lost_here then 1 else 0 end) = 1 then 'only_here'
            else 'only_by_default'
        end as side_code
    from paired
    group by definition_code, calendar_month, customer_id
    having count(*) = 1

)

select * from final
