{#- Money some days away, worth today: divided by (1 + annual rate) to the days ÷ 365. -#}
{% macro present_value(amount, annual_rate, days) -%}
    {{ as_float(amount) }} / power({{ as_float('1 + ' ~ annual_rate) }}, {{ days }} / {{ as_double(365) }})
{%- endmacro %}
