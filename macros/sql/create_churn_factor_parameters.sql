{#- The table that `scripts/fit.py --multivariate` fills; empty where nobody asked for it, so that models can read it. -#}
{% macro create_churn_factor_parameters() -%}
    create table if not exists raw.churn_factor_parameters (
        cut_date date,
        scene_code {{ dbt.type_string() }},
        factor_name {{ dbt.type_string() }},
        standard_slope {{ double_type() }},
        standard_slope_error {{ double_type() }},
        slope {{ double_type() }},
        slope_error {{ double_type() }},
        p_value {{ double_type() }},
        odds_ratio {{ double_type() }},
        log_likelihood {{ double_type() }},
        customer_count bigint,
        churned_customer_count bigint,
        is_converged boolean,
        message {{ dbt.type_string() }},
        fitted_at timestamp
    )
{%- endmacro %}
