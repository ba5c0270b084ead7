{#-
    A quotient or another number with fractions as money. It is taken as a decimal first: half a cent, which binary
    fractions fall short of as often as not, goes the same way on every engine.
-#}
{% macro quotient_as_money(expression) -%}
    cast(cast({{ expression }} as decimal(38, 8)) as decimal(18, 2))
{%- endmacro %}
