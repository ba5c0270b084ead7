with

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

fiscal_days as (

    select * from {{ ref('int_fiscal_days') }}

),

period_grains as (

    select * from {{ ref('period_grains') }}
    where is_reported

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

starts as (

    select
        period_grains.period_grain_code,
        calendar_days.calendar_date,
        calendar_days.day_number,
        case period_grains.period_grain_code
            when 'week' then calendar_days.week_start_date
            when 'month' then calendar_days.month_start_date
            when 'quarter' then calendar_days.quarter_start_date
            when 'year' then calendar_days.year_start_date
            when 'fiscal_month' then fiscal_days.fiscal_month_start_date
            when 'fiscal_quarter' then fiscal_days.fiscal_quarter_start_date
            when 'fiscal_year' then fiscal_days.fiscal_year_start_date
        end as period_start_date
    from calendar_days
    inner join fiscal_days
        on calendar_days.calendar_date = fiscal_days.calendar_date
    cross join period_grains

),

ranked as (

    select
        starts.*,
        dense_rank() over (
            partition by starts.period_grain_code
            order by starts.period_start_date
        ) as start_rank
    from starts

),

-- the period that the data start in has number 1
firsts as (

    select
        ranked.period_grain_code,
        ranked.start_rank
    from ranked
    inner join as_of
        on ranked.calendar_date = as_of.data_start_date

),

final as (

    select
        ranked.period_grain_code,
        ranked.calendar_date,
        ranked.day_number,
        cast(ranked.start_rank - firsts.start_rank + 1 as integer) as period_number,
        ranked.period_start_date
    from ranked
    inner join firsts
        on ranked.period_grain_code = firsts.period_grain_code

)

select * from final
