-- Evidence for probability_rules.time_unit_days: x, t_x and T of the customers where time is
-- counted in calendar weeks, as peer libraries can. Several purchases in one week become one and
-- t_x loses its days; that is why the fits here count days and only divide them by seven.
with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

customer_weeks as (

    select
        purchase_days.customer_id,
        calendar_days.week_start_date
    from purchase_days
    inner join calendar_days
        on purchase_days.purchase_date = calendar_days.calendar_date
    group by purchase_days.customer_id, calendar_days.week_start_date

),

last_week as (

    select calendar_days.week_start_date as last_week_date
    from calendar_days
    inner join as_of
        on calendar_days.calendar_date = as_of.as_of_date

),

spans as (

    select
        customer_id,
        count(*) - 1 as repeat_week_count,
        min(week_start_date) as first_week_date,
        max(week_start_date) as latest_week_date
    from customer_weeks
    group by customer_id

),

final as (

    select
        spans.customer_id,
        spans.repeat_week_count,
        -- constant: days in a week
        {{ days_between('spans.first_week_date', 'spans.latest_week_date') }} / 7
            as last_repeat_weeks,
        {{ days_between('spans.first_week_date', 'last_week.last_week_date') }} / 7
            as tenure_weeks
    from spans
    cross join last_week

)

select * from final
