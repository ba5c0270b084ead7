{#- The type of a floating-point number in double precision, as the engine calls it. -#}
{% macro double_type() -%}
    {{ 'double precision' if target.type == 'postgres' else 'double' }}
{%- endmacro %}
