{#- Years a customer can be expected to stay, this one counted: 1 by (1 - yearly retention), before rounding. -#}
{% macro expected_loyal_years_ratio(lost_customers, opening_customers) -%}
    {{ ratio(opening_customers, lost_customers) }}
{%- endmacro %}
