with

month_ends as (

    select * from {{ touched('int_customer_month_ends__warned', 'calendar_month') }}

),

-- customers alike become one row before modes and horizons multiply them
grouped as (

    select
        rule_set_code,
        rule_version_number,
        calendar_month,
        month_end_date,
        recency_level_number,
        frequency_level_number,
        monetary_level_number,
        outlasted_days,
        lead_days,
        count(*) as customers,
        sum(value_at_risk_amount) as value_at_risk_amount,
        count(case when is_margin_estimated then 1 end) as estimated_customers
    from month_ends
    group by
        rule_set_code,
        rule_version_number,
        calendar_month,
        month_end_date,
        recency_level_number,
        frequency_level_number,
        monetary_level_number,
        outlasted_days,
        lead_days

),

levelled as (

    select
        *,
        {{ warning_level(
            'recency_level_number', 'frequency_level_number', 'monetary_level_number', "'all'"
        ) }} as all_level,
        {{ warning_level(
            'recency_level_number', 'frequency_level_number', 'monetary_level_number', "'two_of_three'"
        ) }} as two_of_three_level,
        {{ warning_level(
            'recency_level_number', 'frequency_level_number', 'monetary_level_number', "'any'"
        ) }} as any_level,
        {{ warning_level(
            'recency_level_number', 'frequency_level_number', 'monetary_level_number', "'recency_only'"
        ) }} as recency_only_level
    from grouped

),

tiered as (

    select
        *,
        {{ warning_tier_code('all_level') }} as all_tier_code,
        {{ warning_tier_code('two_of_three_level') }} as two_of_three_tier_code,
        {{ warning_tier_code('any_level') }} as any_tier_code,
        {{ warning_tier_code('recency_only_level') }} as recency_only_tier_code
    from levelled

),

-- levels that are the same tiers in every mode are one cell
final as (

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
        lead_days,
        cast(sum(customers) as bigint) as customers,
        {{ as_money('sum(value_at_risk_amount)') }} as value_at_risk_amount,
        cast(sum(estimated_customers) as bigint) as estimated_customers
    from tiered
    group by
        rule_set_code,
        rule_version_number,
        calendar_month,
        month_end_date,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        outlasted_days,
        lead_days

)

select * from final
