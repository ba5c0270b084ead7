{#- Spark would read 2024 as a day and 2024-05 as another: a day is written out, as elsewhere. -#}
{% macro spark__try_cast(column, type) -%}
    {%- if type in ('date', 'timestamp') -%}
    case
        when cast({{ column }} as string) rlike '^ *[0-9]+-[0-9]+-[0-9]+' then try_cast({{ column }} as {{ type }})
    end
    {%- else -%}
    try_cast({{ column }} as {{ type }})
    {%- endif -%}
{%- endmacro %}
