{#- A day on a scale on which a window of any length is a million long: frames take constants, windows are data. -#}
{% macro window_position(day_number, window_days) -%}
    cast(
        (
            cast({{ day_number }} as bigint) * 1000000
            - mod(cast({{ day_number }} as bigint) * 1000000, {{ window_days }})
        ) / {{ window_days }} as bigint
    )
{%- endmacro %}
