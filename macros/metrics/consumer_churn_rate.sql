{#- Share lost among all who were there at some time: those it opens with and the new ones. -#}
{% macro consumer_churn_rate(lost_customers, opening_customers, new_customers) -%}
    {{ ratio(lost_customers, "(" ~ opening_customers ~ " + " ~ new_customers ~ ")") }}
{%- endmacro %}
