{#- Customers a year's figures are multiplied by: those it opens with, or the mean of those and the next year's. -#}
{% macro dwyer_customer_base(customer_base, opening_customers, next_customers) -%}
    case {{ customer_base }}
        when 'open' then {{ as_float(opening_customers) }}
        when 'mid' then ({{ as_float(opening_customers) }} + {{ next_customers }}) / 2
    end
{%- endmacro %}
