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

-- a week belongs to the year that its middle day lies in
ruled as (

    select
        calendar_days.calendar_date,
        calendar_days.day_number,
        calendar_days.month_start_date,
        calendar_rules.fiscal_pattern_code,
        calendar_rules.week_start_number,
        calendar_rules.fiscal_year_first_month_number - 1 as shift_months,
        7 as week_days, -- constant: days of a week
        3 as half_week_days, -- constant: days on each side of its middle one
        case
            when calendar_rules.fiscal_pattern_code = 'months' then calendar_days.calendar_date
            -- constant: the fourth of seven days is the middle one
            else {{ date_plus_days('calendar_days.week_start_date', '3') }}
        end as deciding_date
    from calendar_days
    cross join as_of
    inner join calendar_rules
        on {{ is_valid_on('calendar_rules', 'as_of.as_of_date') }}

),

shifted as (

    select
        ruled.*,
        {{ date_plus_months('ruled.deciding_date', '-ruled.shift_months') }} as shifted_date
    from ruled

),

-- the first of the month that opens the fiscal year, in years of twelve months
anchored as (

    select
        shifted.*,
        {{ date_plus_months(
            dbt.date_trunc('year', 'shifted.shifted_date'), 'shifted.shift_months'
        ) }} as month_year_start_date,
        {{ date_plus_months(
            dbt.date_trunc('quarter', 'shifted.shifted_date'), 'shifted.shift_months'
        ) }} as month_quarter_start_date
    from shifted

),

-- the week nearest to that day is the one its third day after lies in
week_years as (

    select
        anchored.*,
        {{ week_start_day_number(
            '(' ~ day_number('anchored.month_year_start_date') ~ ' + anchored.half_week_days)',
            'anchored.week_start_number'
        ) }} as year_start_number
    from anchored

),

final as (

    select
        week_years.calendar_date,
        case
            when week_years.fiscal_pattern_code = 'months' then week_years.month_start_date
            else {{ date_of_day_number(
                'week_years.year_start_number + week_years.week_days * (month_rules.lower_week_number - 1)'
            ) }}
        end as fiscal_month_start_date,
        case
            when week_years.fiscal_pattern_code = 'months' then week_years.month_quarter_start_date
            else {{ date_of_day_number(
                'week_years.year_start_number + week_years.week_days * (quarter_rules.lower_week_number - 1)'
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
            >= week_years.week_days * (month_rules.lower_week_number - 1)
            and (
                week_years.day_number - week_years.year_start_number
                < week_years.week_days * (month_rules.upper_week_number - 1)
                or month_rules.upper_week_number is null
            )
    left join fiscal_week_rules as quarter_rules
        on
            month_rules.fiscal_pattern_code = quarter_rules.fiscal_pattern_code
            -- constant: months of a quarter
            and month_rules.fiscal_month_number - mod(month_rules.fiscal_month_number - 1, 3)
            = quarter_rules.fiscal_month_number

)

select * from final
