{#- Opening revenue that neither left nor shrank; refunds can carry it outside 0 to 1. -#}
{% macro gross_revenue_retention_ratio(churned_amount, contraction_amount, opening_amount) -%}
    cast(
        1 - {{ ratio_of_positive(churned_amount ~ ' + ' ~ contraction_amount, opening_amount) }}
        as decimal(12, 6)
    )
{%- endmacro %}
