{#- Money for each of a number of things, to the cent; null where there are none. -#}
{% macro amount_per(amount, count) -%}
    cast(cast({{ amount }} as decimal(38, 6)) / nullif({{ count }}, 0) as decimal(18, 2))
{%- endmacro %}
