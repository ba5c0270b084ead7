with

cells as (

    select * from {{ ref('int_warning_cells') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

grouped as (

    select
        rule_set_code,
        rule_version_number,
        calendar_month,
        month_end_date,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        outlasted_days,
        sum(customers) as customers,
        sum(value_at_risk_amount) as value_at_risk_amount,
        sum(estimated_customers) as estimated_customers
    from cells
    group by
        rule_set_code,
        rule_version_number,
        calendar_month,
        month_end_date,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        outlasted_days

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
