{#- Share of those counted on who are there; taken as what is not lost, so that it adds to the churn rate. -#}
{% macro retention_rate(retained_customers, opening_customers) -%}
    (1 - {{ ratio("(" ~ opening_customers ~ ") - (" ~ retained_customers ~ ")", opening_customers) }})
{%- endmacro %}
