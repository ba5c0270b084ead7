with

margins as (

    select * from {{ ref('int_customer_margin_steps') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

steps as (

    select * from {{ ref('int_month_steps') }}

),

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

months as (

    select
        month_start_date as calendar_month,
        {{ months_between(first_possible_date(), 'month_start_date') }} as month_number
    from calendar_days
    group by month_start_date

),

-- what holds on holds up to the month of the date of analysis
numbered as (

    select
        margins.customer_id,
        margins.year_margin_amount,
        margins.is_margin_estimated,
        {{ months_between(first_possible_date(), 'margins.calendar_month') }}
            as first_month_number,
        least(
            {{ months_between(first_possible_date(), 'margins.next_month') }},
            {{ months_between(first_possible_date(), 'as_of.as_of_date') }} + 1
        ) as last_month_number
    from margins
    cross join as_of

),

final as (

    select
        numbered.customer_id,
        months.calendar_month,
        numbered.year_margin_amount as value_at_risk_amount,
        numbered.is_margin_estimated
    from numbered
    inner join steps
        on numbered.last_month_number - numbered.first_month_number = steps.month_count
    inner join months
        on numbered.first_month_number + steps.passed_count = months.month_number

)

select * from final
