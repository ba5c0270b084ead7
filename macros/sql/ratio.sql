{#-
    Divide without integer truncation and without failing on zero; null when the denominator is zero. Rounded twice, so
    that a half at the last place goes the same way whether an engine divides in decimal or in binary fractions.
-#}
{% macro ratio(numerator, denominator) -%}
    cast(cast(
        cast({{ numerator }} as decimal(38, 6)) / nullif({{ denominator }}, 0) as decimal(18, 12)
    ) as decimal(12, 6))
{%- endmacro %}
