{#- Last day of the month of a date. -#}
{% macro month_end_of(date) -%}
    {{ date_plus_days(date_plus_months(month_of(date), 1), -1) }}
{%- endmacro %}
