{#- Customers who recommended for each one who bought; null where that passes 1. -#}
{% macro referral_rate(referring_customers, active_customers) -%}
    {{ rate_or_null(ratio(referring_customers, active_customers)) }}
{%- endmacro %}
