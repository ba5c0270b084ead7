{#- The view by which all others read a table of parts. -#}
{% macro view_of_parts(parts) -%}
    create or replace view {{ this }} as
    select {{ columns_of_parts(parts) | join(', ') }} from {{ parts }} where is_row
{%- endmacro %}
