{#- Nulls are told, as elsewhere; Spark leaves them out of an object unless it is asked. -#}
{% macro spark__as_json(columns, relation) -%}
    to_json(
        named_struct(
            {%- for column in columns %}
            '{{ column }}', cast({{ relation }}{{ column }} as string){{ ',' if not loop.last }}
            {%- endfor %}
        ),
        map('ignoreNullFields', 'false')
    )
{%- endmacro %}
