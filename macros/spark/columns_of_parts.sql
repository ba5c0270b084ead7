{#- Names of the columns that a table of parts has of its own, that is of its model. -#}
{% macro columns_of_parts(parts) -%}
    {%- set table = api.Relation.create(schema=parts.split('.')[0], identifier=parts.split('.')[1]) -%}
    {%- set names = adapter.get_columns_in_relation(table) | map(attribute='name') -%}
    {{ return(names | reject('in', ['is_row', 'part_key']) | list) }}
{%- endmacro %}
