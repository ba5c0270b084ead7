{#- Level of a silence in days by the three limits; null where there was never a purchase. -#}
{% macro silence_level(silence_days, yellow_limit, orange_limit, red_limit) -%}
    case
        when {{ silence_days }} <= {{ yellow_limit }} then 1
        when {{ silence_days }} <= {{ orange_limit }} then 2
        when {{ silence_days }} <= {{ red_limit }} then 3
        when {{ silence_days }} > {{ red_limit }} then 4
    end
{%- endmacro %}
