{#- The function that reads text as a type, like raw.read_decimal_18_4. -#}
{% macro reader_of(type) -%}
    raw.read_{{ modules.re.sub('[^a-z0-9]+', '_', type) | trim('_') }}
{%- endmacro %}
