{#- A type as Spark calls it. -#}
{% macro spark_type(type) -%}
    {{ 'string' if type == 'varchar' else type }}
{%- endmacro %}
