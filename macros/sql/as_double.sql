{#- A floating-point number in double precision: for the mathematics of probability, never for money. -#}
{% macro as_double(expression) -%}
    cast({{ expression }} as {{ double_type() }})
{%- endmacro %}
