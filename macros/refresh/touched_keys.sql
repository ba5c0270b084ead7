{#- The model that lists the touched orders, customers or months, or tells the first touched date. -#}
{% macro touched_keys(key) -%}
    {{ return({
        'order_id': 'int_touched_orders',
        'customer_id': 'int_touched_customers',
        'segment_date': 'int_touched_dates',
        'valid_to_date': 'int_touched_dates',
        'calendar_month': 'int_touched_months',
    }[key]) }}
{%- endmacro %}
