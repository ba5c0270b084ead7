{#- By how many per cent customers spend more who earn one per cent more: the slope in logarithms. -#}
{% macro income_elasticity_ratio(amount, income) -%}
    covar_pop(ln({{ as_double(amount) }}), ln({{ as_double(income) }}))
    / nullif(var_pop(ln({{ as_double(income) }})), 0)
{%- endmacro %}
