{#- A number for powers and discounting, where exact decimals end; it is rounded once, in a contract. -#}
{% macro as_float(expression) -%}
    cast({{ expression }} as double{{ ' precision' if target.type != 'spark' }})
{%- endmacro %}
