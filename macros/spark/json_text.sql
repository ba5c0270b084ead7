{#- Text at a key of a JSON object; null where the key is absent. -#}
{% macro spark__json_text(json, key) -%}
    get_json_object({{ json }}, '$[''' || {{ key }} || ''']')
{%- endmacro %}
