{#- Share of the decided leads that were won. -#}
{% macro win_rate(won_count, lost_count) -%}
    {{ ratio(won_count, '(' ~ won_count ~ ' + ' ~ lost_count ~ ')') }}
{%- endmacro %}
