{#- 0 where all bring the same, towards 1 where one brings all: from the sum of amount times rank, poorest first. -#}
{% macro gini_ratio(ranked_amount, amount, customers) -%}
    cast(
        (2 * {{ as_double(ranked_amount) }} / nullif({{ amount }}, 0) - {{ customers }} - 1)
        / nullif({{ customers }}, 0) as decimal(12, 6)
    )
{%- endmacro %}
