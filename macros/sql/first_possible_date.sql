{#- No trade is older: dates before it are a machine's zero. -#}
{% macro first_possible_date() -%}
    date '1970-01-01'
{%- endmacro %}
