{#- A number rounded to some decimals; as it is where none are asked for. -#}
{% macro round_to(expression, decimals) -%}
    case
        when {{ decimals }} is null then {{ expression }}
        else round({{ expression }} * power(10, {{ decimals }})) / power(10, {{ decimals }})
    end
{%- endmacro %}
