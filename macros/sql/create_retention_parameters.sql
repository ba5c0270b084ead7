{#- The table that `scripts/fit.py` fills with models of retention per group; empty where nothing was fitted yet. -#}
{% macro create_retention_parameters() -%}
    create table if not exists raw.retention_parameters (
        model_code {{ dbt.type_string() }},
        fitted_as_of_date date,
        group_code {{ dbt.type_string() }},
        group_value {{ dbt.type_string() }},
        parameter_code {{ dbt.type_string() }},
        parameter_value {{ double_type() }},
        log_likelihood {{ double_type() }},
        followed_count bigint,
        kept_count bigint,
        time_unit_days integer,
        is_converged boolean,
        message {{ dbt.type_string() }},
        fitted_at timestamp
    )
{%- endmacro %}
