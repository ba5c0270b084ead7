with

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

days as (

    select
        calendar_days.calendar_date as segment_date,
        calendar_days.day_number,
        calendar_days.month_start_date as calendar_month,
        calendar_days.calendar_date = as_of.as_of_date as is_as_of,
        {{ month_of(date_plus_days('calendar_days.calendar_date', 1)) }}
        <> calendar_days.month_start_date
        and (
            rules.history_months is null
            or {{ months_between('calendar_days.calendar_date', 'as_of.as_of_date') }}
            <= rules.history_months
        ) as is_month_end
    from calendar_days
    cross join as_of
    cross join rules
    where calendar_days.calendar_date between as_of.data_start_date and as_of.as_of_date

),

final as (

    select
        segment_date,
        day_number,
        calendar_month,
        is_as_of,
        is_month_end
    from days
    where is_as_of or is_month_end

)

select * from final
