{#- Text at a key of a JSON object; null where the key is absent. -#}
{% macro json_text(json, key) -%}
    json_extract_string({{ json }}, '$."' || {{ key }} || '"')
{%- endmacro %}
