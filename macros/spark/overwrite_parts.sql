{#- Overwrite the parts with touched keys, with rows made anew, rows that stay, and a hidden one. -#}
{% macro overwrite_parts(parts, key, compiled_code) -%}
    {%- set names = columns_of_parts(parts) -%}
    {%- set columns = names | join(', ') -%}
    {%- set is_mixed = part_of(key) != key -%}
    {% do run_query('set spark.sql.sources.partitionOverwriteMode = dynamic') %}
    {% call statement('main') -%}
        with
        made as (
            {{ compiled_code }}
        ),
        touched_parts as (
            select distinct {{ part_of(key) }} as part_key
            from {{ ref(touched_keys(key)) if is_mixed else parts ~ ' where ' ~ is_touched(key) }}
        )
        insert overwrite {{ parts }} partition (part_key)
        select {{ columns }}, true as is_row, {{ part_of(key) }} as part_key from made
        union all
        select null as {{ names | join(', null as ') }}, false as is_row, part_key from touched_parts
        {% if is_mixed %}
        union all
        select {{ columns }}, is_row, part_key from {{ parts }} as parts
        left semi join touched_parts using (part_key)
        left anti join {{ ref(touched_keys(key)) }} as touched_keys using ({{ key }})
        where parts.is_row
        {% endif %}
    {%- endcall %}
{%- endmacro %}
