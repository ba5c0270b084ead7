{#- The date some days later. -#}
{% macro date_plus_days(date, days) -%}
    cast({{ dbt.dateadd('day', '(' ~ days ~ ')', date) }} as date)
{%- endmacro %}
