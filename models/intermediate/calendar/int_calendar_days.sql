with

as_of as (

    select * from {{ ref('int_as_of') }}

),

calendar_rules as (

    select * from {{ ref('calendar_rules') }}

),

-- day numbers from 1970-01-01 on; the run keeps those it needs
day_numbers as (

    -- constant: days from 1970 into the next century
    {{ dbt.generate_series(60000) }}

),

days as (

    select
        {{ date_of_day_number('cast(day_numbers.generated_number - 1 as integer)') }}
            as calendar_date,
        cast(day_numbers.generated_number - 1 as integer) as day_number
    from day_numbers

),

final as (

    select
        days.calendar_date,
        days.day_number,
        {{ date_of_day_number(week_start_day_number(
            'days.day_number', 'calendar_rules.week_start_number'
        )) }} as week_start_date,
        {{ month_of('days.calendar_date') }} as month_start_date,
        cast({{ dbt.date_trunc('quarter', 'days.calendar_date') }} as date) as quarter_start_date,
        cast({{ dbt.date_trunc('year', 'days.calendar_date') }} as date) as year_start_date
    from days
    cross join as_of
    inner join calendar_rules
        on {{ is_valid_on('calendar_rules', 'as_of.as_of_date') }}
    where
        days.calendar_date
        >= {{ date_plus_days('as_of.data_start_date', '-calendar_rules.days_before_data') }}
        and days.calendar_date
        <= {{ date_plus_days('as_of.as_of_date', 'calendar_rules.days_after_data') }}

)

select * from final
