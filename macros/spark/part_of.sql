{#- The part of a table that a key's rows lie in: a date has one of its own, orders and customers are mixed. -#}
{% macro part_of(key) -%}
    {%- if key in ('order_id', 'customer_id') -%}
        pmod(hash({{ key }}), {{ env_var('PERENNIAL_SPARK_PARTS', '16') }})
    {%- else -%}
        {{ key }}
    {%- endif -%}
{%- endmacro %}
