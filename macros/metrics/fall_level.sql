{#- Level of a fall: 0 none, 1 to 3 by the shares passed; products, because 1 - 7/10 > 0.3 in floating point. -#}
{% macro fall_level(current, baseline, yellow_share, orange_share, red_share) -%}
    case
        when {{ baseline }} <= 0 then null
        when {{ baseline }} - {{ current }} <= {{ yellow_share }} * {{ baseline }} then 0
        when {{ baseline }} - {{ current }} <= {{ orange_share }} * {{ baseline }} then 1
        when {{ baseline }} - {{ current }} <= {{ red_share }} * {{ baseline }} then 2
        when {{ baseline }} - {{ current }} > {{ red_share }} * {{ baseline }} then 3
    end
{%- endmacro %}
