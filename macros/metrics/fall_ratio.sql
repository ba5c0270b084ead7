{#- Share of the baseline that is gone; below 0 a rise, 1 where refunds exceed purchases. Null without a baseline. -#}
{% macro fall_ratio(current, baseline) -%}
    case
        when {{ baseline }} > 0
            then {{ ratio(baseline ~ ' - greatest(' ~ current ~ ', 0)', baseline) }}
    end
{%- endmacro %}
