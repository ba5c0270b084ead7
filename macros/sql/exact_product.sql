{#- Two exact numbers multiplied with all their digits; an engine may keep 18 of them, and stop there. -#}
{% macro exact_product(one, other) -%}
    cast({{ one }} as decimal(24, 6)) * {{ other }}
{%- endmacro %}
