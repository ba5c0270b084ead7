{#- The longest silence within a limit, in whole days: a multiple of the own clock, or days where there is no clock. -#}
{% macro silence_limit(limit_days, limit_ratio, clock_days) -%}
    coalesce(
        cast(floor({{ limit_ratio }} * {{ clock_days }}) as integer),
        {{ limit_days }}
    )
{%- endmacro %}
