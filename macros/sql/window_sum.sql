{#- Sum over the rows that are older than a start by no more than a window; 0 where there is none. -#}
{% macro window_sum(amount, age_days, start_days, window_days) -%}
    sum(
        case
            when {{ age_days }} > {{ start_days }} and {{ age_days }} <= {{ start_days }} + {{ window_days }}
                then {{ amount }}
            else 0
        end
    )
{%- endmacro %}
