{#- A ratio as a rate: null where it lies outside 0 to 1, as refunds can bring about. -#}
{% macro rate_or_null(ratio) -%}
    case when {{ ratio }} between 0 and 1 then {{ ratio }} end
{%- endmacro %}
