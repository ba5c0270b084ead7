with

levels as (

    select * from {{ ref('int_customer_warning_levels') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what lies beyond the date of analysis has not begun, or not ended
final as (

    select
        levels.customer_id,
        levels.rule_set_code,
        levels.rule_version_number,
        levels.is_default,
        levels.combine_mode_code,
        levels.valid_from_date,
        case when levels.valid_to_date <= as_of.as_of_date then levels.valid_to_date end
            as valid_to_date,
        levels.anchor_order_date,
        levels.next_purchase_date,
        levels.is_eligible,
        levels.recency_level_number,
        levels.frequency_level_number,
        levels.monetary_level_number,
        levels.warning_tier_code,
        levels.all_tier_code,
        levels.two_of_three_tier_code,
        levels.any_tier_code,
        levels.recency_only_tier_code,
        levels.frequency_current_count,
        levels.frequency_baseline_count,
        levels.monetary_current_amount,
        levels.monetary_baseline_amount,
        levels.window_days,
        levels.yellow_limit_days,
        levels.orange_limit_days,
        levels.red_limit_days,
        levels.yellow_fall_share,
        levels.orange_fall_share,
        levels.red_fall_share
    from levels
    cross join as_of
    where levels.valid_from_date <= as_of.as_of_date

)

select * from final
