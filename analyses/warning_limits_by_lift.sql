-- Which limits would have warned best on your own orders? Every pair of a silence and a fall is
-- tried at every month's end whose horizon has passed: who was silent for longer and fell by more,
-- in visits and in money, is warned; everybody not yet lost is the base. Shown are the pairs that
-- catch at least one in fifty of those who lapsed, best lift first.
-- Run: dbt show --select warning_limits_by_lift --limit 20
with

month_ends as (

    select * from {{ ref('int_customer_month_ends__warned') }}

),

judged as (

    select * from {{ ref('int_purchase_days__judged') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

steps as (

    {{ dbt.generate_series(12) }}

),

silences as (

    select (generated_number - 1) * 5 as silence_limit_days
    from steps

),

falls as (

    select (generated_number - 1) * 0.1 as fall_limit_share
    from steps
    where generated_number <= 8

),

observed as (

    select
        month_ends.rule_set_code,
        judged.window_days,
        horizons.horizon_days,
        judged.red_limit_days + 1 - month_ends.lead_days as silence_days,
        {{ fall_ratio('judged.frequency_current_count', 'judged.frequency_baseline_count') }}
            as frequency_fall_ratio,
        {{ fall_ratio('judged.monetary_current_amount', 'judged.monetary_baseline_amount') }}
            as monetary_fall_ratio,
        month_ends.outlasted_days >= horizons.horizon_days as is_lapsed
    from month_ends
    inner join judged
        on
            month_ends.rule_set_code = judged.rule_set_code
            and month_ends.customer_id = judged.customer_id
            and month_ends.anchor_order_date = judged.anchor_order_date
    cross join horizons
    cross join as_of
    where
        {{ date_plus_days('month_ends.month_end_date', 'horizons.horizon_days') }}
        <= as_of.as_of_date

),

-- customers in like states become one row before the pairs multiply them
counted as (

    select
        rule_set_code,
        window_days,
        horizon_days,
        silence_days,
        frequency_fall_ratio,
        monetary_fall_ratio,
        is_lapsed,
        count(*) as customers
    from observed
    group by
        rule_set_code,
        window_days,
        horizon_days,
        silence_days,
        frequency_fall_ratio,
        monetary_fall_ratio,
        is_lapsed

),

bases as (

    select
        rule_set_code,
        horizon_days,
        sum(customers) as base_customers,
        sum(case when is_lapsed then customers else 0 end) as base_lapsed_customers
    from counted
    group by rule_set_code, horizon_days

),

tried as (

    select
        counted.rule_set_code,
        counted.window_days,
        counted.horizon_days,
        silences.silence_limit_days,
        falls.fall_limit_share,
        sum(counted.customers) as warned_customers,
        sum(case when counted.is_lapsed then counted.customers else 0 end) as lapsed_customers
    from counted
    inner join silences
        on counted.silence_days > silences.silence_limit_days
    inner join falls
        on
            counted.frequency_fall_ratio > falls.fall_limit_share
            and counted.monetary_fall_ratio > falls.fall_limit_share
    group by
        counted.rule_set_code,
        counted.window_days,
        counted.horizon_days,
        silences.silence_limit_days,
        falls.fall_limit_share

),

final as (

    select
        tried.rule_set_code,
        tried.window_days,
        tried.horizon_days,
        tried.silence_limit_days,
        tried.fall_limit_share,
        tried.warned_customers,
        tried.lapsed_customers,
        {{ precision_rate('tried.lapsed_customers', 'tried.warned_customers') }} as precision_rate,
        {{ recall_rate('tried.lapsed_customers', 'bases.base_lapsed_customers') }} as recall_rate,
        {{ lift_ratio(
            'tried.lapsed_customers', 'tried.warned_customers',
            'bases.base_lapsed_customers', 'bases.base_customers'
        ) }} as lift_ratio
    from tried
    inner join bases
        on
            tried.rule_set_code = bases.rule_set_code
            and tried.horizon_days = bases.horizon_days
    where tried.lapsed_customers * 50 >= bases.base_lapsed_customers
    order by
        tried.horizon_days asc,
        lift_ratio desc,
        tried.rule_set_code asc,
        tried.silence_limit_days asc,
        tried.fall_limit_share asc

)

select * from final
