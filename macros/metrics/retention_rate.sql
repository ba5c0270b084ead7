{#- Share of those counted on who are there; taken as what is not lost, so that it adds to the churn rate. -#}
{% macro retention_rate(retained_customers, opening_customers) -%}
    cast(
        1 - {{ churn_rate(opening_customers ~ ' - ' ~ retained_customers, opening_customers) }}
        as decimal(12, 6)
    )
{%- endmacro %}
