{#- The date some months later; a day that month does not have becomes its last. -#}
{% macro date_plus_months(date, months) -%}
    cast({{ dbt.dateadd('month', '(' ~ months ~ ')', date) }} as date)
{%- endmacro %}
