{#- A layer's schema is the layer's name, without a prefix: the warehouse file is private to one project. -#}
{% macro generate_schema_name(custom_schema_name, node) -%}
    {{ custom_schema_name | trim if custom_schema_name else target.schema }}
{%- endmacro %}
