{#-
    What DuckDB reads: days are written out, with dashes, strokes or blanks (Spark would take 2024 for one, and no
    strokes), hours are those on the wall, whatever their zone, and a whole number may have decimals, which are rounded.
-#}
{% macro spark__try_cast(column, type) -%}
    {%- if type in ('date', 'timestamp') -%}
    cast(try_cast(nullif(regexp_extract(
        regexp_replace(
            cast({{ column }} as string), '^ *([0-9]+)[-/ ]([0-9]{1,2})[-/ ]([0-9]{1,2})', '$1-$2-$3'
        ),
        '^[0-9]+-[0-9]+-[0-9]+.*', 0
    ), '') as timestamp_ntz) as {{ type }})
    {%- elif type == 'integer' -%}
    try_cast(round(try_cast({{ column }} as decimal(38, 6))) as integer)
    {%- else -%}
    try_cast({{ column }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
