{#- A model to import: all of it, or in a partial refresh the rows whose order or customer was touched. -#}
{% macro touched(model, key) -%}
    {%- if not execute or is_partial() -%}{%- set keys = ref(touched_keys(key)) -%}{%- endif -%}
    {%- if is_partial() -%}
        (select * from {{ ref(model) }} where {{ key }} in (select {{ key }} from {{ keys }})) as rows_touched
    {%- else -%}
        {{ ref(model) }}
    {%- endif -%}
{%- endmacro %}
