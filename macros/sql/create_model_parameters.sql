{#- The table that `scripts/fit.py` fills; empty where nothing was fitted yet, so that the models can read it. -#}
{% macro create_model_parameters() -%}
    create table if not exists raw.model_parameters (
        model_code {{ dbt.type_string() }},
        fitted_as_of_date date,
        parameter_code {{ dbt.type_string() }},
        parameter_value {{ double_type() }},
        log_likelihood {{ double_type() }},
        customer_count bigint,
        repeat_purchase_count bigint,
        time_unit_days integer,
        is_converged boolean,
        message {{ dbt.type_string() }},
        fitted_at timestamp
    )
{%- endmacro %}
