{#- A whole number, or null where it cannot be read. -#}
{% macro read_integer(column) -%}
    {{ try_cast(column, 'integer') }}
{%- endmacro %}
