with

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

rfm_rules as (

    select * from {{ ref('rfm_rules') }}

),

class_shares as (

    select * from {{ ref('class_shares') }}

),

lifecycle_rules as (

    select * from {{ ref('lifecycle_rules') }}

),

value_matrix_rules as (

    select * from {{ ref('value_matrix_rules') }}

),

-- one set of definitions over the whole history, so that its months compare
final as (

    select
        as_of.as_of_date,
        lapse_rules.lapse_days,
        rfm_rules.method_code,
        rfm_rules.bin_count,
        rfm_rules.window_days as rfm_window_days,
        rfm_rules.monetary_measure_code,
        rfm_rules.minimum_independent_customers,
        rfm_rules.minimum_nested_customers,
        rfm_rules.rule_version_number as rfm_rule_version_number,
        class_shares.abc_a_share,
        class_shares.abc_b_share,
        class_shares.abc_value_a_share,
        class_shares.abc_value_b_share,
        class_shares.sales_focus_share,
        class_shares.sales_base_share,
        class_shares.contribution_vip_share,
        class_shares.contribution_core_share,
        class_shares.pyramid_top_share,
        class_shares.pyramid_large_share,
        class_shares.pyramid_medium_share,
        class_shares.top_share,
        class_shares.pareto_share,
        class_shares.rule_version_number as class_rule_version_number,
        lifecycle_rules.window_days as lifecycle_window_days,
        lifecycle_rules.change_share,
        lifecycle_rules.best_window_share,
        lifecycle_rules.degeneration_tier_level_number,
        lifecycle_rules.exploration_purchase_days,
        lifecycle_rules.exploration_tenure_days,
        lifecycle_rules.old_purchase_days,
        lifecycle_rules.new_business_days,
        lifecycle_rules.rule_version_number as lifecycle_rule_version_number,
        value_matrix_rules.current_value_days,
        value_matrix_rules.cut_share,
        value_matrix_rules.history_months,
        value_matrix_rules.rule_version_number as matrix_rule_version_number
    from as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}
    inner join rfm_rules
        on {{ is_valid_on('rfm_rules', 'as_of.as_of_date') }}
    inner join class_shares
        on {{ is_valid_on('class_shares', 'as_of.as_of_date') }}
    inner join lifecycle_rules
        on {{ is_valid_on('lifecycle_rules', 'as_of.as_of_date') }}
    inner join value_matrix_rules
        on {{ is_valid_on('value_matrix_rules', 'as_of.as_of_date') }}

)

select * from final
