{#- Share of the old customers of a month who paid more for an order than in the last month they bought in. -#}
{% macro up_sell_rate(up_sold_customers, old_active_customers) -%}
    {{ ratio(up_sold_customers, old_active_customers) }}
{%- endmacro %}
