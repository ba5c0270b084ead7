{#- Days since 1970-01-01: a date as an integer, for windows that every engine takes. -#}
{% macro day_number(date) -%}
    {{ days_between(first_possible_date(), date) }}
{%- endmacro %}
