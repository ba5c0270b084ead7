{#- e to a power; what is smaller than any number that matters is 0 (PostgreSQL fails on underflow). -#}
{% macro safe_exp(exponent) -%}
    case when {{ exponent }} < -700 then 0 else exp({{ exponent }}) end
{%- endmacro %}
