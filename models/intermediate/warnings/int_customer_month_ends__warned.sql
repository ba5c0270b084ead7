with

periods as (

    select * from {{ ref('int_customer_warning_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

steps as (

    select * from {{ ref('int_month_steps') }}

),

months as (

    select
        calendar_days.month_start_date as calendar_month,
        max(calendar_days.calendar_date) as month_end_date,
        {{ months_between(first_possible_date(), 'calendar_days.month_start_date') }}
            as month_number
    from calendar_days
    cross join as_of
    where
        calendar_days.calendar_date >= as_of.data_start_date
        and {{ month_of('calendar_days.calendar_date') }}
        < {{ month_of(date_plus_days('as_of.as_of_date', 1)) }}
    group by calendar_days.month_start_date

),

-- the lost are past warning; the month in which an interval ends is not one that it has
crossing as (

    select
        periods.*,
        {{ months_between(first_possible_date(), 'periods.valid_from_date') }}
            as first_month_number,
        coalesce(
            {{ months_between(first_possible_date(), 'periods.valid_to_date') }},
            {{ months_between(first_possible_date(), date_plus_days('as_of.as_of_date', 1)) }}
        ) as last_month_number
    from periods
    cross join as_of
    where periods.recency_only_tier_code <> 'lost'

),

-- who buys after so many days has outlasted the horizons before
brackets as (

    select
        horizon_days as outlasted_days,
        lead(horizon_days) over (order by horizon_days) as next_horizon_days
    from horizons

    union all

    select
        0 as outlasted_days,
        min(horizon_days) as next_horizon_days
    from horizons

),

located as (

    select
        crossing.*,
        months.calendar_month,
        months.month_end_date,
        {{ days_between('months.month_end_date', 'crossing.next_purchase_date') }} as away_days
    from crossing
    inner join steps
        on crossing.last_month_number - crossing.first_month_number = steps.month_count
    inner join months
        on crossing.first_month_number + steps.passed_count = months.month_number

),

final as (

    select
        located.rule_set_code,
        located.rule_version_number,
        located.customer_id,
        located.calendar_month,
        located.month_end_date,
        located.all_tier_code,
        located.two_of_three_tier_code,
        located.any_tier_code,
        located.recency_only_tier_code,
        brackets.outlasted_days,
        located.red_limit_days + 1
        - {{ days_between('located.anchor_order_date', 'located.month_end_date') }} as lead_days
    from located
    inner join brackets
        on
            (located.away_days > brackets.outlasted_days or located.away_days is null)
            and (
                located.away_days <= brackets.next_horizon_days
                or brackets.next_horizon_days is null
            )

)

select * from final
