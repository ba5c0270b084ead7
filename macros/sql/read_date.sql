{#- A day written year first, or null where it cannot be read. -#}
{% macro read_date(column) -%}
    {{ try_cast(column, 'date') }}
{%- endmacro %}
