{#- Which window of some days after a start a later date falls into: 1 is the first, and the start belongs to none. -#}
{% macro window_number(start_date, date, window_days) -%}
    cast(
        floor(({{ days_between(start_date, date) }} - 1.0) / {{ window_days }}) + 1 as integer
    )
{%- endmacro %}
