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

-- a horizon that has not fully passed by the as-of date has no outcome yet
observed as (

    select
        month_ends.rule_set_code,
        month_ends.rule_version_number,
        horizons.horizon_days,
        month_ends.calendar_month,
        month_ends.all_tier_code,
        month_ends.two_of_three_tier_code,
        month_ends.any_tier_code,
        month_ends.recency_only_tier_code,
        month_ends.lead_days,
        {{ date_plus_days('month_ends.month_end_date', 'horizons.horizon_days') }}
        <= as_of.as_of_date as is_complete,
        coalesce(month_ends.days_to_purchase_days > horizons.horizon_days, true) as is_silent,
        at_stake.value_at_risk_amount,
        at_stake.is_margin_estimated
    from month_ends
    inner join at_stake
        on
            month_ends.customer_id = at_stake.customer_id
            and month_ends.calendar_month = at_stake.calendar_month
    cross join horizons
    cross join as_of

),

-- customers in the same states become one row
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
        lead_days,
        is_complete,
        is_complete and is_silent as is_lapsed,
        cast(count(*) as bigint) as customers,
        {{ as_money('sum(value_at_risk_amount)') }} as value_at_risk_amount,
        cast(count(case when is_margin_estimated then 1 end) as bigint) as estimated_customers
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
        lead_days,
        is_complete,
        is_complete and is_silent

)

select * from final
