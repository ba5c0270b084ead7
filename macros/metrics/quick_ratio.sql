{#- Customers won for each one lost; null where nobody is lost. -#}
{% macro quick_ratio(new_customers, resurrected_customers, lost_customers) -%}
    {{ ratio(new_customers ~ " + " ~ resurrected_customers, lost_customers) }}
{%- endmacro %}
