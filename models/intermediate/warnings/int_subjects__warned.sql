with

group_windows as (

    select * from {{ ref('int_group_windows') }}

),

product_windows as (

    select * from {{ ref('int_product_windows') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}
    where is_default

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

unioned as (

    select
        'group' as subject_type_code,
        *
    from group_windows

    union all

    select
        'product' as subject_type_code,
        *
    from product_windows

),

-- a group or a product is judged like one customer, by the rule of the headline
levelled as (

    select
        unioned.*,
        as_of.as_of_date,
        rule_sets.rule_set_code,
        rule_sets.rule_version_number,
        rule_sets.combine_mode_code,
        {{ days_between('unioned.last_date', 'as_of.as_of_date') }} as recency_days,
        {{ silence_level(
            days_between('unioned.last_date', 'as_of.as_of_date'),
            'rule_sets.yellow_limit_days',
            'rule_sets.orange_limit_days',
            'rule_sets.red_limit_days'
        ) }} as recency_level_number,
        {{ fall_level(
            'unioned.frequency_current_count', 'unioned.frequency_baseline_count',
            'rule_sets.yellow_fall_share',
            'rule_sets.orange_fall_share',
            'rule_sets.red_fall_share'
        ) }} as frequency_level_number,
        {{ fall_level(
            'unioned.monetary_current_amount', 'unioned.monetary_baseline_amount',
            'rule_sets.yellow_fall_share',
            'rule_sets.orange_fall_share',
            'rule_sets.red_fall_share'
        ) }} as monetary_level_number
    from unioned
    cross join rule_sets
    cross join as_of

),

combined as (

    select
        *,
        {{ warning_level(
            'recency_level_number',
            'frequency_level_number',
            'monetary_level_number',
            'combine_mode_code'
        ) }} as warning_level
    from levelled

),

final as (

    select
        subject_type_code,
        subject_code,
        subject_value,
        as_of_date,
        last_date,
        rule_set_code,
        rule_version_number,
        combine_mode_code,
        {{ warning_tier_code('warning_level') }} as warning_tier_code,
        recency_level_number,
        frequency_level_number,
        monetary_level_number,
        frequency_current_count,
        frequency_baseline_count,
        recency_days,
        monetary_current_amount,
        monetary_baseline_amount,
        {{ fall_ratio('frequency_current_count', 'frequency_baseline_count') }}
            as frequency_fall_ratio,
        {{ fall_ratio('monetary_current_amount', 'monetary_baseline_amount') }}
            as monetary_fall_ratio
    from combined

)

select * from final
