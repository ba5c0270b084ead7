with

counted as (

    select * from {{ ref('int_warning_counts') }}

),

combine_modes as (

    select * from {{ ref('warning_combine_modes') }}

),

moded as (

    select
        counted.*,
        combine_modes.combine_mode_code,
        {{ tier_in_mode('combine_modes.combine_mode_code', 'counted') }} as warning_tier_code
    from counted
    cross join combine_modes

),

final as (

    select
        rule_set_code,
        rule_version_number,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        is_complete,
        is_lapsed,
        cast(sum(customers) as bigint) as customers,
        {{ as_money('sum(value_at_risk_amount)') }} as value_at_risk_amount,
        cast(sum(estimated_customers) as bigint) as estimated_customers
    from moded
    group by
        rule_set_code,
        rule_version_number,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        is_complete,
        is_lapsed

)

select * from final
