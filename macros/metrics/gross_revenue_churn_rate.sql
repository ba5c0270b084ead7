{#- Share of opening revenue that left or shrank; null where refunds carry it outside 0 to 1. -#}
{% macro gross_revenue_churn_rate(churned_amount, contraction_amount, opening_amount) -%}
    {{ rate_or_null(
        ratio_of_positive(churned_amount ~ " + " ~ contraction_amount, opening_amount)
    ) }}
{%- endmacro %}
