with

as_of as (

    select * from {{ ref('int_as_of') }}

),

factor_rules as (

    select * from {{ ref('churn_factor_rules') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- everything up to the cut may explain, only what follows is explained
final as (

    select
        as_of.as_of_date,
        {{ date_plus_days('as_of.as_of_date', '-factor_rules.horizon_days') }} as cut_date,
        {{ date_plus_days(
            'as_of.as_of_date', '-factor_rules.horizon_days - factor_rules.window_days'
        ) }} as window_start_date,
        {{ date_plus_days(
            'as_of.as_of_date',
            '-factor_rules.horizon_days - factor_rules.window_days - factor_rules.window_days'
        ) }} as baseline_start_date,
        lapse_rules.lapse_days,
        factor_rules.p_value_limit_rate,
        factor_rules.minimum_customers,
        factor_rules.minimum_lift_ratio,
        factor_rules.largest_slope_ratio
    from as_of
    inner join factor_rules
        on {{ is_valid_on('factor_rules', 'as_of.as_of_date') }}
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

)

select * from final
