{#- The date of a day number. -#}
{% macro date_of_day_number(day_number) -%}
    {{ date_plus_days(first_possible_date(), day_number) }}
{%- endmacro %}
