{#- Share of those in the tier who then lapsed. -#}
{% macro precision_rate(lapsed_customers, warned_customers) -%}
    {{ ratio(lapsed_customers, warned_customers) }}
{%- endmacro %}
