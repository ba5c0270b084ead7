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
        case combine_modes.combine_mode_code
            when 'all' then counted.all_tier_code
            when 'two_of_three' then counted.two_of_three_tier_code
            when 'any' then counted.any_tier_code
            when 'recency_only' then counted.recency_only_tier_code
        end as warning_tier_code
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
        lead_days,
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
        lead_days,
        is_complete,
        is_lapsed

)

select * from final
