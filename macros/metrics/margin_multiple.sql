{#- What all later years are worth for one unit of this year's margin: r ÷ (1 + d − r); null where that has no end. -#}
{% macro margin_multiple(retention_rate, annual_rate) -%}
    case
        when {{ retention_rate }} < 1 + {{ annual_rate }} and {{ annual_rate }} > -1
            then {{ as_float(retention_rate) }} / (1 + {{ annual_rate }} - {{ retention_rate }})
    end
{%- endmacro %}
