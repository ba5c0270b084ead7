{#- A seed in Spark's types; after that as dbt does it. -#}
{% macro spark__create_csv_table(model, agate_table) -%}
    {%- for column, type in model.config.column_types.items() -%}
        {%- do model.config.column_types.update({column: spark_type(type)}) -%}
    {%- endfor -%}
    {{ return(dbt.spark__create_csv_table(model, agate_table)) }}
{%- endmacro %}
