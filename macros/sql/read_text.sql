{#- Text without blanks around it; null where nothing is left. -#}
{% macro read_text(column) -%}
    nullif(trim({{ column }}), '')
{%- endmacro %}
