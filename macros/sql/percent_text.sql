{#- A share in words, in whole percent. -#}
{% macro percent_text(share) -%}
    cast(cast(round({{ share }} * 100, 0) as integer) as {{ dbt.type_string() }}) || ' %'
{%- endmacro %}
