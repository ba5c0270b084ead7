{#- Opening revenue lost and not made up for by those who stayed; below 0 where they grew by more. -#}
{% macro net_revenue_churn_ratio(churned_amount, contraction_amount, gained_amount, opening_amount) -%}
    {{ ratio_of_positive(
        churned_amount ~ " + " ~ contraction_amount ~ " - " ~ gained_amount, opening_amount
    ) }}
{%- endmacro %}
