{#- True where something was handed over that cannot be read as its type. -#}
{% macro is_unreadable(raw, read) -%}
    (
        {{ read }} is null
        and {{ raw }} is not null
        and trim(cast({{ raw }} as {{ dbt.type_string() }})) <> ''
    )
{%- endmacro %}
