with

rule_sets as (

    select * from {{ ref('warning_rule_sets') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        rule_sets.rule_set_code,
        rule_sets.rule_version_number,
        rule_sets.is_default,
        rule_sets.combine_mode_code,
        rule_sets.window_days,
        rule_sets.yellow_limit_days,
        rule_sets.orange_limit_days,
        rule_sets.red_limit_days,
        rule_sets.yellow_limit_ratio,
        rule_sets.orange_limit_ratio,
        rule_sets.red_limit_ratio,
        rule_sets.own_gap_count,
        rule_sets.shortest_gap_days,
        rule_sets.yellow_fall_share,
        rule_sets.orange_fall_share,
        rule_sets.red_fall_share,
        rule_sets.minimum_tenure_days,
        rule_sets.minimum_purchase_days,
        rule_sets.purchase_window_days
    from rule_sets
    cross join as_of
    where {{ is_valid_on('rule_sets', 'as_of.as_of_date') }}

)

select * from final
