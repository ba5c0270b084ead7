{#- Whole days of 24 hours between two moments, both taken back to their full hour. -#}
{% macro hour_floored_day_index(first_at, later_at) -%}
    {{ rolling_day_index(dbt.date_trunc('hour', first_at), dbt.date_trunc('hour', later_at)) }}
{%- endmacro %}
