with

day_periods as (

    select * from {{ ref('int_calendar_day_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

periods as (

    select
        period_grain_code,
        period_number,
        period_start_date,
        max(calendar_date) as period_end_date
    from day_periods
    where period_number >= 1
    group by period_grain_code, period_number, period_start_date

),

final as (

    select
        periods.period_grain_code,
        periods.period_number,
        periods.period_start_date,
        periods.period_end_date,
        periods.period_end_date <= as_of.as_of_date as is_complete
    from periods
    inner join as_of
        on periods.period_start_date <= as_of.as_of_date

)

select * from final
