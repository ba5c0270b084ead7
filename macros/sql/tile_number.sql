{#- Which of some equal groups a position falls in; where they cannot be equal the first are larger by one. -#}
{% macro tile_number(position, total, tiles) -%}
    cast(
        case
            when {{ position }} <= mod({{ total }}, {{ tiles }}) * (floor({{ total }} / {{ tiles }}) + 1)
                then ceil({{ position }} / (floor({{ total }} / {{ tiles }}) + 1))
            else
                {{ tiles }} - floor(
                    ({{ total }} - {{ position }}) / nullif(floor({{ total }} / {{ tiles }}), 0)
                )
        end as integer
    )
{%- endmacro %}
