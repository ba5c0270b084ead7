{#- Money in the contract's type, to the cent. -#}
{% macro as_money(expression) -%}
    cast({{ expression }} as decimal(18, 2))
{%- endmacro %}
