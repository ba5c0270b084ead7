{#- How many of a row's customers are in a sample that takes every k-th in the order of a running count. -#}
{% macro sampled_count(row_count, running_count, sample_count, all_count) -%}
    cast(
        floor({{ as_double(running_count ~ ' * ' ~ sample_count) }} / {{ all_count }})
        - floor({{ as_double('(' ~ running_count ~ ' - ' ~ row_count ~ ') * ' ~ sample_count) }} / {{ all_count }})
        as bigint
    )
{%- endmacro %}
