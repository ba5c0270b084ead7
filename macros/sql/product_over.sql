{#- Product of a column over the rows of a window; the column is never negative, and one zero makes it zero.
    Rounded beyond anything that counts, because logarithms leave a last digit. -#}
{% macro product_over(expression, window) -%}
    case
        when min({{ expression }}) over ({{ window }}) = 0 then 0
        else
            round(
                exp(sum(ln({{ as_float('nullif(' ~ expression ~ ', 0)') }})) over ({{ window }})) * 1e12
            ) / 1e12
    end
{%- endmacro %}
