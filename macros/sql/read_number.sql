{#- An exact number with six decimals, or null where it cannot be read. -#}
{% macro read_number(column) -%}
    try_cast({{ column }} as decimal(18, 6))
{%- endmacro %}
