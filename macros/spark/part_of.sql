{#- The part of a table that a key's rows lie in: orders and customers are mixed, days go by month, others by date. -#}
{% macro part_of(key) -%}
    {%- if key in ('order_id', 'customer_id') -%}
        pmod(hash({{ key }}), {{ env_var('PERENNIAL_SPARK_PARTS', '16') }})
    {%- else -%}
        {{ "trunc(valid_to_date, 'MM')" if key == 'valid_to_date' else key }}
    {%- endif -%}
{%- endmacro %}
