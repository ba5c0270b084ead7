{#- Which of three bands of money a customer falls in, by the money of the customers ranked before. -#}
{% macro share_band(before, total, own, upper_share, middle_share, codes) -%}
    case
        when {{ own }} <= 0 then '{{ codes[2] }}'
        when {{ before }} < {{ upper_share }} * {{ total }} then '{{ codes[0] }}'
        when {{ before }} < ({{ upper_share }} + {{ middle_share }}) * {{ total }} then '{{ codes[1] }}'
        else '{{ codes[2] }}'
    end
{%- endmacro %}
