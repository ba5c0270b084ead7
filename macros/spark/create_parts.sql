{#- Make a table of parts anew, each written by one task. -#}
{% macro create_parts(parts, key, compiled_code) -%}
    {% do run_query('create schema if not exists ' ~ parts.split('.')[0]) %}
    {% do run_query('drop table if exists ' ~ parts) %}
    {% call statement('parts') -%}
        create table {{ parts }} using {{ config.get('file_format') }} partitioned by (part_key) as
        select made.*, true as is_row, {{ part_of(key) }} as part_key from ({{ compiled_code }}) as made
        distribute by part_key
    {%- endcall %}
{%- endmacro %}
