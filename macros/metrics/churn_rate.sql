{#- Share of the customers a period opens with who buy nothing in it. -#}
{% macro churn_rate(lost_customers, opening_customers) -%}
    {{ ratio(lost_customers, opening_customers) }}
{%- endmacro %}
