{#-
    A layer's schema is the layer's name, without a prefix: the warehouse is private to one project. Where readers come
    to the same database, the marts are built in a schema of their own, which then takes the place of `marts`.
-#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ (custom_schema_name or target.schema) | trim }}
    {{- '_build' if custom_schema_name == 'marts' and target.type != 'duckdb' }}
{%- endmacro %}
