{%- set open_month_number = months_between(
    first_possible_date(), date_plus_days('as_of.as_of_date', 1)
) -%}
with

changes as (

    select * from {{ ref('int_customer_month_changes') }}

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
        max(calendar_date) as month_end_date,
        {{ months_between(first_possible_date(), 'month_start_date') }} as month_number
    from calendar_days
    group by month_start_date

),

-- what holds on holds for all months that are over
numbered as (

    select
        changes.customer_id,
        changes.last_purchase_date,
        changes.year_margin_amount,
        changes.is_margin_estimated,
        {{ months_between(first_possible_date(), 'changes.calendar_month') }}
            as first_month_number,
        least(
            coalesce(
                {{ months_between(first_possible_date(), 'changes.next_month') }},
                {{ open_month_number }}
            ),
            {{ open_month_number }}
        ) as last_month_number
    from changes
    cross join as_of
    where changes.last_purchase_date is not null

),

final as (

    select
        numbered.customer_id,
        months.calendar_month,
        months.month_end_date,
        numbered.last_purchase_date,
        numbered.year_margin_amount as value_at_risk_amount,
        numbered.is_margin_estimated
    from numbered
    inner join steps
        on numbered.last_month_number - numbered.first_month_number = steps.month_count
    inner join months
        on numbered.first_month_number + steps.passed_count = months.month_number

)

select * from final
