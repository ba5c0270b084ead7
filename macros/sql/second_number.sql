{#- Seconds since 1970-01-01 of a time stamp, as an integer. -#}
{% macro second_number(moment) -%}
    {{ dbt.datediff("cast('1970-01-01 00:00:00' as timestamp)", moment, 'second') }}
{%- endmacro %}
