{#- Profit by the capital put in. -#}
{% macro return_on_investment_ratio(profit_amount, invested_capital_amount) -%}
    {{ ratio(profit_amount, invested_capital_amount) }}
{%- endmacro %}
