{#- The model that lists the touched orders, or customers, or tells the first touched date. -#}
{% macro touched_keys(key) -%}
    {%- set orders, customers = 'int_touched_orders', 'int_touched_customers' -%}
    {{ return({'order_id': orders, 'customer_id': customers, 'segment_date': 'int_touched_dates'}[key]) }}
{%- endmacro %}
