{#- Complaints by orders; null where there are more complaints than orders. -#}
{% macro complaint_rate(complaint_count, order_count) -%}
    {{ rate_or_null(ratio(complaint_count, order_count)) }}
{%- endmacro %}
