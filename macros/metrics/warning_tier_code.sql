{#- The tier's code at a level; no level is a history too short to judge. -#}
{% macro warning_tier_code(level) -%}
    case {{ level }}
        when 0 then 'none'
        when 1 then 'yellow'
        when 2 then 'orange'
        when 3 then 'red'
        when 4 then 'lost'
        else 'insufficient_history'
    end
{%- endmacro %}
