{#- The middle of three numbers: what neither the smallest nor the largest takes of their sum. -#}
{% macro middle_of_three(one, two, three) -%}
    (
        {{ one }} + {{ two }} + {{ three }}
        - least({{ one }}, {{ two }}, {{ three }})
        - greatest({{ one }}, {{ two }}, {{ three }})
    )
{%- endmacro %}
