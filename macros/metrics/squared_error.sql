{#- Squared errors of one probability given to some customers, summed: (1 - p)² for those lost, p² for the others. -#}
{% macro squared_error(probability, lost_customers, customers) -%}
    (
        {{ lost_customers }} * (1 - {{ probability }}) * (1 - {{ probability }})
        + ({{ customers }} - {{ lost_customers }}) * {{ probability }} * {{ probability }}
    )
{%- endmacro %}
