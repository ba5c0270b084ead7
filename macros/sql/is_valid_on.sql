{#- True when a row of a dated rule applies on a date. Rules start on valid_from and end before valid_to. -#}
{% macro is_valid_on(rule, date) -%}
    (
        {{ rule }}.valid_from <= {{ date }}
        and ({{ date }} < {{ rule }}.valid_to or {{ rule }}.valid_to is null)
    )
{%- endmacro %}
