with

judged as (

    select * from {{ ref('int_purchase_days__judged') }}

),

levels as (

    select
        warning_tier_code as silence_tier_code,
        tier_level_number as recency_level_number
    from {{ ref('warning_tiers') }}
    where tier_level_number > 0

),

silences as (

    select
        judged.*,
        levels.silence_tier_code,
        levels.recency_level_number,
        case levels.silence_tier_code
            when 'yellow' then 0
            when 'orange' then judged.yellow_limit_days + 1
            when 'red' then judged.orange_limit_days + 1
            when 'lost' then judged.red_limit_days + 1
        end as start_days,
        case levels.silence_tier_code
            when 'yellow' then judged.yellow_limit_days + 1
            when 'orange' then judged.orange_limit_days + 1
            when 'red' then judged.red_limit_days + 1
        end as level_end_days
    from judged
    cross join levels

),

-- a level ends where the next one starts, or at the next purchase; falls count for the eligible
bounded as (

    select
        *,
        case
            when next_gap_days < level_end_days or level_end_days is null then next_gap_days
            else level_end_days
        end as end_days,
        case when is_eligible or silence_tier_code = 'lost' then recency_level_number end
            as silence_level,
        case when is_eligible then frequency_level_number end as frequency_level,
        case when is_eligible then monetary_level_number end as monetary_level
    from silences
    where next_gap_days is null or start_days < next_gap_days

),

levelled as (

    select
        *,
        {{ warning_level('silence_level', 'frequency_level', 'monetary_level', "'all'") }}
            as all_level,
        {{ warning_level('silence_level', 'frequency_level', 'monetary_level', "'two_of_three'") }}
            as two_of_three_level,
        {{ warning_level('silence_level', 'frequency_level', 'monetary_level', "'any'") }}
            as any_level,
        {{ warning_level('silence_level', 'frequency_level', 'monetary_level', "'recency_only'") }}
            as recency_only_level,
        {{ warning_level(
            'silence_level', 'frequency_level', 'monetary_level', 'combine_mode_code'
        ) }} as warning_level
    from bounded

),

final as (

    select
        customer_id,
        rule_set_code,
        rule_version_number,
        is_default,
        combine_mode_code,
        {{ date_plus_days('anchor_order_date', 'start_days') }} as valid_from_date,
        {{ date_plus_days('anchor_order_date', 'end_days') }} as valid_to_date,
        anchor_order_date,
        next_purchase_date,
        is_eligible,
        recency_level_number,
        frequency_level_number,
        monetary_level_number,
        {{ warning_tier_code('warning_level') }} as warning_tier_code,
        {{ warning_tier_code('all_level') }} as all_tier_code,
        {{ warning_tier_code('two_of_three_level') }} as two_of_three_tier_code,
        {{ warning_tier_code('any_level') }} as any_tier_code,
        {{ warning_tier_code('recency_only_level') }} as recency_only_tier_code,
        frequency_current_count,
        frequency_baseline_count,
        monetary_current_amount,
        monetary_baseline_amount,
        window_days,
        yellow_limit_days,
        orange_limit_days,
        red_limit_days,
        yellow_fall_share,
        orange_fall_share,
        red_fall_share
    from levelled

)

select * from final
