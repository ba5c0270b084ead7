{#- Key columns as one text, null where one of them is null. -#}
{% macro row_key(columns) -%}
    {% for column in columns -%}
        cast({{ column }} as {{ dbt.type_string() }}) {{ "|| '|' ||" if not loop.last }}
    {% endfor -%}
{%- endmacro %}
