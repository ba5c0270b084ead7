{#- Probability at a log odds; beyond 30 it is one or none as far as any data can tell, and no engine overflows. -#}
{% macro logistic(log_odds) -%}
    1 / (1 + exp(-least(greatest({{ log_odds }}, -30), 30)))
{%- endmacro %}
