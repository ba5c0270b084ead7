{#- Money of purchases, before refunds, for one purchase. -#}
{% macro average_order_amount(purchase_amount, order_count) -%}
    cast({{ purchase_amount }} as decimal(38, 6)) / nullif({{ order_count }}, 0)
{%- endmacro %}
