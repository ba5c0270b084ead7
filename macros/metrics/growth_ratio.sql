{#- By which part of its former value something grew; below zero it shrank. -#}
{% macro growth_ratio(current_value, previous_value) -%}
    cast({{ ratio(current_value, previous_value) }} - 1 as decimal(12, 6))
{%- endmacro %}
