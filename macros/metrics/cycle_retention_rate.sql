{#- Share of the customers whose next purchase cycle is over who came back in time for it. -#}
{% macro cycle_retention_rate(returned_customers, due_customers) -%}
    {{ ratio(returned_customers, due_customers) }}
{%- endmacro %}
