{#- An exact number with six decimals, or null where it cannot be read. -#}
{% macro read_number(column) -%}
    {{ try_cast(column, 'decimal(18, 6)') }}
{%- endmacro %}
