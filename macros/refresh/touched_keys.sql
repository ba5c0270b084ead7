{#- The model that lists the touched orders, or customers, or tells the first touched date. -#}
{% macro touched_keys(key) -%}
    {{ return({
        'order_id': 'int_touched_orders',
        'customer_id': 'int_touched_customers',
        'segment_date': 'int_touched_dates',
    }[key]) }}
{%- endmacro %}
