{#- How many rows with a condition are older than a start by no more than a window. -#}
{% macro window_count(condition, age_days, start_days, window_days) -%}
    count(
        case
            when
                {{ condition }}
                and {{ age_days }} > {{ start_days }}
                and {{ age_days }} <= {{ start_days }} + {{ window_days }} then 1
        end
    )
{%- endmacro %}
