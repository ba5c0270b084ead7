{#- In a partial refresh: whether a row's order or customer was touched, or its date can be. -#}
{% macro is_touched(key) -%}
    {%- set keys = ref(touched_keys(key)) -%}
    {%- if key == 'segment_date' -%}
        {#- written out, so that what lies before is not worked out -#}
        {%- set found = run_query('select touched_from_date from ' ~ keys) -%}
        {{ key }} >= cast('{{ found.columns[0][0] }}' as date)
    {%- else -%}
        {{ key }} in (select {{ key }} from {{ keys }})
    {%- endif -%}
{%- endmacro %}
