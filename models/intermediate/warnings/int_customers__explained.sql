with

warned as (

    select * from {{ ref('int_customers__warned') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

tiers as (

    select * from {{ ref('warning_tiers') }}

),

measured as (

    select
        warned.*,
        facts.recency_days,
        tiers.is_warning,
        {{ fall_ratio('warned.frequency_current_count', 'warned.frequency_baseline_count') }}
            as frequency_fall_ratio,
        {{ fall_ratio('warned.monetary_current_amount', 'warned.monetary_baseline_amount') }}
            as monetary_fall_ratio
    from warned
    inner join facts
        on warned.customer_id = facts.customer_id
    inner join tiers
        on warned.warning_tier_code = tiers.warning_tier_code

),

worded as (

    select
        measured.*,
        'Last purchase ' || {{ as_text('recency_days') }} || ' days ago (limits '
        || {{ as_text('yellow_limit_days') }} || ', ' || {{ as_text('orange_limit_days') }} || ', '
        || {{ as_text('red_limit_days') }} || ')' as silence_text,
        'in the ' || {{ as_text('window_days') }} || ' days before it purchase days '
        || {{ change_text('frequency_fall_ratio') }} || ' ('
        || {{ as_text('frequency_current_count') }} || ' after '
        || {{ as_text('frequency_baseline_count') }} || ') and money '
        || {{ change_text('monetary_fall_ratio') }} || ' ('
        || {{ as_text('monetary_current_amount') }} || ' after '
        || {{ as_text('monetary_baseline_amount') }} || ')' as fall_text
    from measured

),

final as (

    select
        customer_id,
        is_warning,
        case
            when is_warning
                then {{ leading_sign_code('frequency_level_number', 'monetary_level_number') }}
            else 'any'
        end as leading_sign_code,
        frequency_fall_ratio,
        monetary_fall_ratio,
        case warning_tier_code
            when 'lost' then silence_text || ': past the last limit'
            when 'insufficient_history'
                then
                    silence_text || '; '
                    || case when is_eligible then fall_text else 'too new to judge' end
            else silence_text || '; ' || fall_text
        end as reason_text
    from worded

)

select * from final
