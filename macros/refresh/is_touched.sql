{#- In a partial refresh: whether a row's order or customer was touched, or its date can be. -#}
{% macro is_touched(key) -%}
    {%- set keys = built(touched_keys(key)) -%}
    {%- if key in ('segment_date', 'valid_to_date') -%}
        {#- written out, so that what lies before is not worked out -#}
        {%- set found = run_query('select touched_from_date from ' ~ keys) -%}
        {%- set date = "cast('" ~ found.columns[0][0] ~ "' as date)" -%}
        {{ 'coalesce(' ~ key ~ ', ' ~ date ~ ')' if key == 'valid_to_date' else key }} >= {{ date }}
    {%- else -%}
        {{ key }} in (select {{ key }} from {{ keys }})
    {%- endif -%}
{%- endmacro %}
