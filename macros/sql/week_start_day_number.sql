{#- Day number of the first day of the week of a day number; weeks start on Monday (1) to Sunday (7). -#}
{% macro week_start_day_number(day_number, week_start_number) -%}
    {{ day_number }} - cast(mod({{ day_number }} + 11 - {{ week_start_number }}, 7) as integer)
{%- endmacro %}
