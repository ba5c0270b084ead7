{#- Share of all who lapsed that were in the tier. -#}
{% macro recall_rate(lapsed_customers, base_lapsed_customers) -%}
    {{ ratio(lapsed_customers, base_lapsed_customers) }}
{%- endmacro %}
