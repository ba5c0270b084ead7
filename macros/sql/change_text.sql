{#- A fall or a rise in words, from its ratio: down 40 %, up 5 %, unchanged. Without a baseline it says so. -#}
{% macro change_text(fall_ratio) -%}
    case
        when {{ fall_ratio }} > 0 then 'down ' || {{ percent_text(fall_ratio) }}
        when {{ fall_ratio }} < 0 then 'up ' || {{ percent_text('-' ~ fall_ratio) }}
        when {{ fall_ratio }} = 0 then 'unchanged'
        else 'without a baseline'
    end
{%- endmacro %}
