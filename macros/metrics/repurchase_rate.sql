{#- Share of buyers with a second order or more. -#}
{% macro repurchase_rate(repeat_customers, active_customers) -%}
    {{ ratio(repeat_customers, active_customers) }}
{%- endmacro %}
