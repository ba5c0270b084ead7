{#- Days since the last purchase in units of the customer's own usual gap. -#}
{% macro silence_ratio(recency_days, median_gap_days) -%}
    {{ ratio(recency_days, median_gap_days) }}
{%- endmacro %}
