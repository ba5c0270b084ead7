{#- The quotient of two numbers from their logarithms, cut off where no chance depends on it. -#}
{% macro exp_difference(log_one, log_other) -%}
    {{ safe_exp('least(' ~ as_double(log_one) ~ ' - ' ~ as_double(log_other) ~ ', 600)') }}
{%- endmacro %}
