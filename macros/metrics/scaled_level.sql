{#- A score on the house's scale from 1 to 5, whatever scale it was given on: 1 + 4 x (score - lowest) / (highest - lowest). -#}
{% macro scaled_level(score, lowest_score, highest_score) -%}
    cast(1 + 4 * {{ ratio(score ~ ' - ' ~ lowest_score, highest_score ~ ' - ' ~ lowest_score) }} as decimal(12, 6))
{%- endmacro %}
