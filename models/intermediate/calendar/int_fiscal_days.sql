with

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

calendar_rules as (

    select * from {{ ref('calendar_rules') }}

),

fiscal_week_rules as (

    select * from {{ ref('fiscal_week_rules') }}

),

ruled as (

    select
        calendar_days.calendar_date,
        calendar_days.day_number,
        calendar_days.month_start_date,
        calendar_rules.fiscal_pattern_code,
        calendar_rules.week_start_number,
        calendar_rules.fiscal_year_first_month_number - 1 as shift_months,
        {{ date_plus_months(
            'calendar_days.month_start_date',
            '1 - calendar_rules.fiscal_year_first_month_number'
        ) }} as shifted_month
    from calendar_days
    cross join as_of
    inner join calendar_rules
        on {{ is_valid_on('calendar_rules', 'as_of.as_of_date') }}

),

-- the first of the month that opens the fiscal year, in years of twelve months
anchored as (

    select
        ruled.*,
        {{ date_plus_months(
            "cast(" ~ dbt.date_trunc('year', 'ruled.shifted_month') ~ " as date)",
            'ruled.shift_months'
        ) }} as month_year_start_date,
        {{ date_plus_months(
            "cast(" ~ dbt.date_trunc('quarter', 'ruled.shifted_month') ~ " as date)",
            'ruled.shift_months'
        ) }} as month_quarter_start_date
    from ruled

),

-- the middle of seven days around it lies in the week that starts nearest to it
middles as (

    select
        anchored.*,
        {{ day_number(date_plus_months('anchored.month_year_start_date', '-12')) }} + 3
            as previous_middle,
        {{ day_number('anchored.month_year_start_date') }} + 3 as this_middle,
        {{ day_number(date_plus_months('anchored.month_year_start_date', '12')) }} + 3
            as next_middle
    from anchored

),

nearest as (

    select
        middles.*,
        {{ week_start_day_number('middles.previous_middle', 'middles.week_start_number') }}
            as previous_start,
        {{ week_start_day_number('middles.this_middle', 'middles.week_start_number') }}
            as this_start,
        {{ week_start_day_number('middles.next_middle', 'middles.week_start_number') }}
            as next_start
    from middles

),

week_years as (

    select
        nearest.*,
        case
            when nearest.day_number >= nearest.next_start then nearest.next_start
            when nearest.day_number >= nearest.this_start then nearest.this_start
            else nearest.previous_start
        end as year_start_number
    from nearest

),

final as (

    select
        week_years.calendar_date,
        case
            when week_years.fiscal_pattern_code = 'months' then week_years.month_start_date
            else {{ date_of_day_number(
                'week_years.year_start_number + 7 * (month_rules.lower_week_number - 1)'
            ) }}
        end as fiscal_month_start_date,
        case
            when week_years.fiscal_pattern_code = 'months' then week_years.month_quarter_start_date
            else {{ date_of_day_number(
                'week_years.year_start_number + 7 * (quarter_rules.lower_week_number - 1)'
            ) }}
        end as fiscal_quarter_start_date,
        case
            when week_years.fiscal_pattern_code = 'months' then week_years.month_year_start_date
            else {{ date_of_day_number('week_years.year_start_number') }}
        end as fiscal_year_start_date
    from week_years
    left join fiscal_week_rules as month_rules
        on
            week_years.fiscal_pattern_code = month_rules.fiscal_pattern_code
            and week_years.day_number - week_years.year_start_number
            >= 7 * (month_rules.lower_week_number - 1)
            and (
                week_years.day_number - week_years.year_start_number
                < 7 * (month_rules.upper_week_number - 1)
                or month_rules.upper_week_number is null
            )
    left join fiscal_week_rules as quarter_rules
        on
            month_rules.fiscal_pattern_code = quarter_rules.fiscal_pattern_code
            and month_rules.fiscal_month_number - mod(month_rules.fiscal_month_number - 1, 3)
            = quarter_rules.fiscal_month_number

)

select * from final
