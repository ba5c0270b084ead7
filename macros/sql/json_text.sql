{#- Text at a key of a JSON object; null where the key is absent. -#}
{% macro json_text(json, key) -%}
    {{ adapter.dispatch('json_text')(json, key) }}
{%- endmacro %}

{% macro default__json_text(json, key) -%}
    json_extract_string({{ json }}, '$."' || {{ key }} || '"')
{%- endmacro %}

{% macro postgres__json_text(json, key) -%}
    cast({{ json }} as json) ->> {{ key }}
{%- endmacro %}
