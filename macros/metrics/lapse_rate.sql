{#- Share of the customers alive when a period opens whose silence outlasts the lapse window in it. -#}
{% macro lapse_rate(lapsed_opening_customers, opening_customers) -%}
    {{ ratio(lapsed_opening_customers, opening_customers) }}
{%- endmacro %}
