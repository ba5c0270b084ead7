{#- What the opening revenue has become: 1 less net revenue churn. -#}
{% macro net_revenue_retention_ratio(churned_amount, contraction_amount, gained_amount, opening_amount) -%}
    cast(
        1 - {{ net_revenue_churn_ratio(
            churned_amount, contraction_amount, gained_amount, opening_amount
        ) }} as decimal(12, 6)
    )
{%- endmacro %}
