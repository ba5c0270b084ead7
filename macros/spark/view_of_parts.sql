{#- The view by which all others read a table of parts; rows that stay look back from the date of today's analysis. -#}
{% macro view_of_parts(parts) -%}
    {%- set as_of = '(select as_of_date from ' ~ built('int_as_of') ~ ') as as_of_date' -%}
    {%- set given = {'as_of_date': as_of} if 'as_of_date' in model['columns'] else {} -%}
    create or replace view {{ this }} as
    select {% for name in columns_of_parts(parts) %}{{ given.get(name, name) }}{{ ', ' if not loop.last }}{% endfor %}
    from {{ parts }} where is_row
{%- endmacro %}
