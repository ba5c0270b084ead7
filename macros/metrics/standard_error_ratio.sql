{#- Standard error of the log odds ratio of a two-by-two table whose cells are not empty. -#}
{% macro standard_error_ratio(with_yes, with_no, without_yes, without_no) -%}
    sqrt(
        1.0 / ({{ with_yes }}) + 1.0 / ({{ with_no }})
        + 1.0 / ({{ without_yes }}) + 1.0 / ({{ without_no }})
    )
{%- endmacro %}
