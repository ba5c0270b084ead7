with

periods as (

    select * from {{ touched('int_customer_warning_periods', 'valid_to_date') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(periods.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(periods.rule_set_code as {{ dbt.type_string() }}) as rule_set_code,
        periods.rule_version_number,
        periods.valid_from_date,
        periods.valid_to_date,
        periods.anchor_order_date,
        as_of.as_of_date,
        cast(periods.combine_mode_code as {{ dbt.type_string() }}) as combine_mode_code,
        periods.warning_tier_code,
        periods.all_tier_code,
        periods.two_of_three_tier_code,
        periods.any_tier_code,
        periods.recency_only_tier_code,
        periods.is_default,
        periods.is_eligible,
        periods.recency_level_number,
        periods.frequency_level_number,
        periods.monetary_level_number,
        periods.frequency_current_count,
        periods.frequency_baseline_count,
        periods.monetary_current_amount,
        periods.monetary_baseline_amount,
        periods.window_days,
        periods.yellow_limit_days,
        periods.orange_limit_days,
        periods.red_limit_days,
        cast(periods.yellow_fall_share as decimal(12, 6)) as yellow_fall_share,
        cast(periods.orange_fall_share as decimal(12, 6)) as orange_fall_share,
        cast(periods.red_fall_share as decimal(12, 6)) as red_fall_share,
        {{ fall_ratio('periods.frequency_current_count', 'periods.frequency_baseline_count') }}
            as frequency_fall_ratio,
        {{ fall_ratio('periods.monetary_current_amount', 'periods.monetary_baseline_amount') }}
            as monetary_fall_ratio
    from periods
    cross join as_of

)

select * from final
