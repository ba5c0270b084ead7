with

definitions as (

    select * from {{ ref('churn_definitions') }}

),

month_ends as (

    select * from {{ ref('int_calendar_month_ends') }}

),

final as (

    select
        definitions.definition_code,
        definitions.clock_code,
        month_ends.period_number,
        month_ends.calendar_month,
        case
            when definitions.window_days is null then month_ends.calendar_month
            else {{ date_plus_days('month_ends.seen_until_date', '1 - definitions.window_days') }}
        end as window_start_date,
        month_ends.seen_until_date as window_end_date,
        month_ends.is_complete
    from definitions
    cross join month_ends

)

select * from final
