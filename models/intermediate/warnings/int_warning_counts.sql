with

month_ends as (

    select * from {{ ref('int_customer_month_ends__warned') }}

),

at_stake as (

    select * from {{ ref('int_customer_month_ends__at_stake') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- customers in the same states who stay away for longer than the same horizons become one row
grouped as (

    select
        month_ends.rule_set_code,
        month_ends.rule_version_number,
        month_ends.calendar_month,
        month_ends.month_end_date,
        month_ends.all_tier_code,
        month_ends.two_of_three_tier_code,
        month_ends.any_tier_code,
        month_ends.recency_only_tier_code,
        month_ends.outlasted_days,
        count(*) as customers,
        sum(at_stake.value_at_risk_amount) as value_at_risk_amount,
        count(case when at_stake.is_margin_estimated then 1 end) as estimated_customers
    from month_ends
    inner join at_stake
        on
            month_ends.customer_id = at_stake.customer_id
            and month_ends.calendar_month = at_stake.calendar_month
    group by
        month_ends.rule_set_code,
        month_ends.rule_version_number,
        month_ends.calendar_month,
        month_ends.month_end_date,
        month_ends.all_tier_code,
        month_ends.two_of_three_tier_code,
        month_ends.any_tier_code,
        month_ends.recency_only_tier_code,
        month_ends.outlasted_days

),

-- a horizon that has not fully passed by the as-of date has no outcome yet
observed as (

    select
        grouped.*,
        horizons.horizon_days,
        {{ date_plus_days('grouped.month_end_date', 'horizons.horizon_days') }}
        <= as_of.as_of_date as is_complete,
        grouped.outlasted_days >= horizons.horizon_days as is_silent
    from grouped
    cross join horizons
    cross join as_of

),

final as (

    select
        rule_set_code,
        rule_version_number,
        horizon_days,
        calendar_month,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        is_complete,
        is_complete and is_silent as is_lapsed,
        cast(sum(customers) as bigint) as customers,
        {{ as_money('sum(value_at_risk_amount)') }} as value_at_risk_amount,
        cast(sum(estimated_customers) as bigint) as estimated_customers
    from observed
    group by
        rule_set_code,
        rule_version_number,
        horizon_days,
        calendar_month,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        is_complete,
        is_complete and is_silent

)

select * from final
