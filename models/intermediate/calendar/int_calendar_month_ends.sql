with

periods as (

    select * from {{ ref('int_calendar_periods') }}
    where period_grain_code = 'month'

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        periods.period_number,
        periods.period_start_date as calendar_month,
        periods.is_complete,
        case when periods.is_complete then periods.period_end_date else as_of.as_of_date end
            as seen_until_date
    from periods
    cross join as_of

)

select * from final
