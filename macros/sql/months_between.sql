{#- Month boundaries crossed from one date to another. -#}
{% macro months_between(start_date, end_date) -%}
    cast({{ dbt.datediff(start_date, end_date, 'month') }} as integer)
{%- endmacro %}
