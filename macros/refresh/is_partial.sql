{#- True in a refresh that only brings the touched orders and customers up to date; `scripts/scope.py` decides. -#}
{% macro is_partial() -%}
    {{ return(execute and env_var('PERENNIAL_PARTIAL', '') == '1') }}
{%- endmacro %}
