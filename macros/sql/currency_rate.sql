{#- Reporting currency for one unit of an amount's own; null where no rate is known, never 1 by default. -#}
{% macro currency_rate(currency_code, reporting_currency_code, rate) -%}
    case
        when {{ currency_code }} is null or {{ currency_code }} = {{ reporting_currency_code }} then 1
        else {{ rate }}
    end
{%- endmacro %}
