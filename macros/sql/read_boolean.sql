{#- True or false, or null where it cannot be read. -#}
{% macro read_boolean(column) -%}
    {{ try_cast(column, 'boolean') }}
{%- endmacro %}
