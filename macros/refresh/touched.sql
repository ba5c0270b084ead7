{#- A model to import: all of it, or in a partial refresh the rows whose order, customer or date is touched. -#}
{% macro touched(model, key) -%}
    {%- if not execute -%}{%- set keys = ref(touched_keys(key)) -%}{%- endif -%}
    {%- if is_partial() -%}
        (select * from {{ ref(model) }} where {{ is_touched(key) }}) as rows_touched
    {%- else -%}
        {{ ref(model) }}
    {%- endif -%}
{%- endmacro %}
