{#- A time stamp written year first, or null where it cannot be read. -#}
{% macro read_timestamp(column) -%}
    {{ try_cast(column, 'timestamp') }}
{%- endmacro %}
