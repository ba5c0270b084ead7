{#- Whole days of 24 hours from a first moment to a later one. -#}
{% macro rolling_day_index(first_at, later_at) -%}
    cast(
        floor(({{ second_number(later_at) }} - {{ second_number(first_at) }}) / {{ as_double(86400) }})
        as integer
    )
{%- endmacro %}
