-- How good were the warnings, all months together whose horizon has passed? Precision: of the
-- warned, how many left; lift: against everybody who was not yet lost; recall: of those who left,
-- how many had been warned.
-- Run: dbt show --select warnings_pooled --limit 100
with

backtest as (

    select * from {{ ref('warning_backtest') }}
    where is_complete

),

-- everybody is told beside each tier of a month, and counts once
months as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_month,
        max(base_customers) as base_customers,
        max(base_lapsed_customers) as base_lapsed_customers
    from backtest
    group by rule_set_code, combine_mode_code, horizon_days, warning_month

),

bases as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        sum(base_customers) as base_customers,
        sum(base_lapsed_customers) as base_lapsed_customers
    from months
    group by rule_set_code, combine_mode_code, horizon_days

),

tiers as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        sum(warned_customers) as warned_customers,
        sum(lapsed_customers) as lapsed_customers
    from backtest
    group by rule_set_code, combine_mode_code, horizon_days, warning_tier_code

),

final as (

    select
        tiers.rule_set_code,
        tiers.combine_mode_code,
        tiers.horizon_days,
        tiers.warning_tier_code,
        tiers.warned_customers,
        tiers.lapsed_customers,
        {{ precision_rate('tiers.lapsed_customers', 'tiers.warned_customers') }} as precision_rate,
        {{ lift_ratio(
            'tiers.lapsed_customers', 'tiers.warned_customers',
            'bases.base_lapsed_customers', 'bases.base_customers'
        ) }} as lift_ratio,
        {{ recall_rate('tiers.lapsed_customers', 'bases.base_lapsed_customers') }} as recall_rate
    from tiers
    inner join bases
        on
            tiers.rule_set_code = bases.rule_set_code
            and tiers.combine_mode_code = bases.combine_mode_code
            and tiers.horizon_days = bases.horizon_days
    order by
        tiers.rule_set_code asc,
        tiers.horizon_days asc,
        tiers.combine_mode_code asc,
        tiers.warning_tier_code asc

)

select * from final
