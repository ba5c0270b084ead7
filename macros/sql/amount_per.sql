{#- Money for each of a number of things, to the cent; null where there are none. -#}
{% macro amount_per(amount, count) -%}
    {{ quotient_as_money('cast(' ~ amount ~ ' as decimal(38, 6)) / nullif(' ~ count ~ ', 0)') }}
{%- endmacro %}
