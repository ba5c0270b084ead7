{#- Squared errors of one probability given to some customers, summed: (1 - p)² for those lost, p² for the others. -#}
{% macro squared_error(probability, lost_customers, customers) -%}
    (
        {{ lost_customers }} * power(1 - {{ as_float(probability) }}, 2)
        + ({{ customers }} - {{ lost_customers }}) * power({{ as_float(probability) }}, 2)
    )
{%- endmacro %}
