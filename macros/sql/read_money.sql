{#- An amount as it was handed over, or null where it cannot be read; orders are rounded to the cent once. -#}
{% macro read_money(column) -%}
    {{ try_cast(column, 'decimal(18, 4)') }}
{%- endmacro %}
