{#- What was lived through less what was expected, both from 1 to 5: below zero disappoints. -#}
{% macro satisfaction_gap_ratio(experience, expectation) -%}
    cast({{ experience }} - {{ expectation }} as decimal(12, 6))
{%- endmacro %}
