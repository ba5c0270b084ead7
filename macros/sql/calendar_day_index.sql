{#- Days by the calendar from a first moment to a later one: midnight counts. -#}
{% macro calendar_day_index(first_at, later_at) -%}
    {{ days_between(first_at, later_at) }}
{%- endmacro %}
