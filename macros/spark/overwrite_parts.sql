{#- Overwrite the parts with touched keys, with rows made anew, rows that stay, and a hidden one. -#}
{% macro overwrite_parts(parts, key, compiled_code) -%}
    {%- set names = columns_of_parts(parts) -%}
    {%- set columns = names | join(', ') -%}
    {%- set keys = built(touched_keys(key)) -%}
    {%- set is_listed = key in ('order_id', 'customer_id') -%}
    {%- set last = 'last_day(part_key)' if key == 'valid_to_date' else 'part_key' -%}
    {% do run_query('set spark.sql.sources.partitionOverwriteMode = dynamic') %}
    {% call statement('main') -%}
        with
        made as (
            {{ compiled_code }}
        ),
        touched_parts as (
            {% if is_listed %}
            select distinct {{ part_of(key) }} as part_key from {{ keys }}
            {% else %}
            select distinct part_key from (select part_key, {{ last }} as {{ key }} from {{ parts }})
            where {{ is_touched(key) }}
            {% endif %}
        )
        insert overwrite {{ parts }} partition (part_key)
        select {{ columns }}, true as is_row, {{ part_of(key) }} as part_key from made
        union all
        select null as {{ names | join(', null as ') }}, false as is_row, part_key from touched_parts
        union all
        select {{ columns }}, is_row, part_key from {{ parts }} as parts
        left semi join touched_parts using (part_key)
        {{ 'left anti join ' ~ keys ~ ' as touched_keys using (' ~ key ~ ')' if is_listed }}
        where is_row {{ '' if is_listed else 'and not (' ~ is_touched(key) ~ ')' }}
    {%- endcall %}
{%- endmacro %}
