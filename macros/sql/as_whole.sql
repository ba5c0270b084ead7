{#- The nearest whole number, and of two the one further from zero: PostgreSQL rounds half a binary fraction to even. -#}
{% macro as_whole(expression) -%}
    cast(round(cast({{ expression }} as decimal(28, 6))) as bigint)
{%- endmacro %}
