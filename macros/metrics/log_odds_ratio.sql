{#- Log odds ratio of a two-by-two table whose cells are not empty. -#}
{% macro log_odds_ratio(with_yes, with_no, without_yes, without_no) -%}
    ln(
        {{ as_double(with_yes) }} * ({{ without_no }})
        / (({{ with_no }}) * ({{ without_yes }}))
    )
{%- endmacro %}
