with

periods as (

    select * from {{ ref('int_customer_warning_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

calendar_days as (

    select * from {{ ref('int_calendar_days') }}

),

months as (

    select
        calendar_days.month_start_date as calendar_month,
        max(calendar_days.calendar_date) as month_end_date
    from calendar_days
    cross join as_of
    where
        calendar_days.calendar_date >= as_of.data_start_date
        and {{ month_of('calendar_days.calendar_date') }}
        < {{ month_of(date_plus_days('as_of.as_of_date', 1)) }}
    group by calendar_days.month_start_date

),

-- the lost are past warning, and most intervals end in the month they begin in
crossing as (

    select * from periods
    where
        recency_only_tier_code <> 'lost'
        and (
            valid_to_date is null
            or {{ month_of('valid_from_date') }} < {{ month_of('valid_to_date') }}
        )

),

final as (

    select
        crossing.rule_set_code,
        crossing.rule_version_number,
        crossing.customer_id,
        months.calendar_month,
        months.month_end_date,
        crossing.anchor_order_date,
        crossing.all_tier_code,
        crossing.two_of_three_tier_code,
        crossing.any_tier_code,
        crossing.recency_only_tier_code,
        {{ days_between('months.month_end_date', 'crossing.next_purchase_date') }}
            as days_to_purchase_days,
        crossing.red_limit_days + 1
        - {{ days_between('crossing.anchor_order_date', 'months.month_end_date') }} as lead_days
    from crossing
    inner join months
        on
            crossing.valid_from_date <= months.month_end_date
            and (
                crossing.valid_to_date > months.month_end_date
                or crossing.valid_to_date is null
            )

)

select * from final
