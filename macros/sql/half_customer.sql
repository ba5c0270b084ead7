{#- A half where one of four cells is empty, else nothing: no logarithm of zero. -#}
{% macro half_customer(one, two, three, four) -%}
    case when least({{ one }}, {{ two }}, {{ three }}, {{ four }}) = 0 then 0.5 else 0 end
{%- endmacro %}
