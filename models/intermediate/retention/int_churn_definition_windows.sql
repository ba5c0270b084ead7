with

definitions as (

    select * from {{ ref('churn_definitions') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}
    where period_grain_code = 'month'

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a month that still runs is looked at up to the date of analysis
ends as (

    select
        periods.period_number,
        periods.period_start_date,
        periods.is_complete,
        case when periods.is_complete then periods.period_end_date else as_of.as_of_date end
            as window_end_date
    from periods
    cross join as_of

),

final as (

    select
        definitions.definition_code,
        definitions.clock_code,
        ends.period_number,
        ends.period_start_date as calendar_month,
        case
            when definitions.window_days is null then ends.period_start_date
            else {{ date_plus_days('ends.window_end_date', '1 - definitions.window_days') }}
        end as window_start_date,
        ends.window_end_date,
        ends.is_complete
    from definitions
    cross join ends

)

select * from final
