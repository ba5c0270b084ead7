with

warned as (

    select * from {{ ref('int_customers__warned') }}

),

explained as (

    select * from {{ ref('int_customers__explained') }}

),

prioritised as (

    select * from {{ ref('int_customers__prioritised') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

silent as (

    select * from {{ ref('int_customers__silent') }}

),

experience as (

    select * from {{ ref('int_customers__experience') }}

),

responses as (

    select * from {{ ref('warning_responses') }}

),

final as (

    select
        cast(warned.customer_id as {{ dbt.type_string() }}) as customer_id,
        cast(warned.rule_set_code as {{ dbt.type_string() }}) as rule_set_code,
        warned.rule_version_number,
        prioritised.priority_number,
        warned.valid_from_date,
        warned.anchor_order_date,
        warned.tier_since_date,
        facts.as_of_date,
        cast(warned.combine_mode_code as {{ dbt.type_string() }}) as combine_mode_code,
        warned.warning_tier_code,
        warned.previous_tier_code,
        warned.all_tier_code,
        warned.two_of_three_tier_code,
        warned.any_tier_code,
        warned.recency_only_tier_code,
        cast(experience.experience_tier_code as {{ dbt.type_string() }}) as experience_tier_code,
        explained.leading_sign_code,
        explained.is_warning,
        warned.is_eligible,
        silent.is_season_missed,
        prioritised.is_margin_estimated,
        warned.recency_level_number,
        warned.frequency_level_number,
        warned.monetary_level_number,
        warned.frequency_current_count,
        warned.frequency_baseline_count,
        silent.silent_month_count,
        facts.recency_days,
        warned.window_days,
        warned.yellow_limit_days,
        warned.orange_limit_days,
        warned.red_limit_days,
        warned.monetary_current_amount,
        warned.monetary_baseline_amount,
        {{ as_money('prioritised.value_at_risk_amount') }} as value_at_risk_amount,
        prioritised.expected_loss_amount,
        explained.frequency_fall_ratio,
        explained.monetary_fall_ratio,
        {{ silence_ratio('facts.recency_days', 'facts.median_gap_days') }} as silence_ratio,
        prioritised.alive_probability_rate,
        prioritised.churn_probability_rate,
        explained.reason_text,
        cast(responses.suggested_response as {{ dbt.type_string() }}) as suggested_response
    from warned
    inner join explained
        on warned.customer_id = explained.customer_id
    inner join prioritised
        on warned.customer_id = prioritised.customer_id
    inner join facts
        on warned.customer_id = facts.customer_id
    inner join silent
        on warned.customer_id = silent.customer_id
    inner join experience
        on warned.customer_id = experience.customer_id
    inner join responses
        on
            warned.warning_tier_code = responses.warning_tier_code
            and explained.leading_sign_code = responses.leading_sign_code

)

select * from final
