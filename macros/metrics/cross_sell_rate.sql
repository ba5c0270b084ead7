{#- Share of the old customers of a month who bought in a category that was new to them. -#}
{% macro cross_sell_rate(cross_sold_customers, old_active_customers) -%}
    {{ rate_or_null(ratio(cross_sold_customers, old_active_customers)) }}
{%- endmacro %}
