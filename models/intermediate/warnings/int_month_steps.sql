with

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

months as (

    select {{ months_between(first_possible_date(), 'month_start_date') }} as month_number
    from calendar_days
    group by {{ months_between(first_possible_date(), 'month_start_date') }}

),

earliest as (

    select min(month_number) as month_number from months

),

counts as (

    select months.month_number - earliest.month_number + 1 as month_count
    from months
    cross join earliest

),

-- a join by the number of months, instead of one by ranges of dates
final as (

    select
        spans.month_count,
        steps.month_count - 1 as passed_count
    from counts as spans
    inner join counts as steps
        on spans.month_count >= steps.month_count

)

select * from final
