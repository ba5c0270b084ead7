{#- Functions by which `get_unit_test_sql` shows a number without the zeros behind its last digit, and the rest as it is. -#}
{% macro create_without_scale() -%}
    create or replace function raw.without_scale(number decimal) returns decimal
    language sql immutable as 'select trim_scale(number)';
    {%- for type in ['anyelement', 'bigint', 'integer'] %}
    create or replace function raw.without_scale(other {{ type }}) returns {{ type }}
    language sql immutable as 'select other';
    {%- endfor %}
{%- endmacro %}
