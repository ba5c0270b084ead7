{#- The model that lists the touched orders, or customers. -#}
{% macro touched_keys(key) -%}
    {{ return({'order_id': 'int_touched_orders', 'customer_id': 'int_touched_customers'}[key]) }}
{%- endmacro %}
