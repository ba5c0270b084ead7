{#- Divide without integer truncation and without failing on zero; null when the denominator is zero. -#}
{% macro ratio(numerator, denominator) -%}
    cast(
        cast({{ numerator }} as decimal(38, 6)) / nullif({{ denominator }}, 0) as decimal(12, 6)
    )
{%- endmacro %}
