{#- A share of few, drawn towards everybody's: (b + s x p0) / (n + s). Without any of them it is everybody's. -#}
{% macro smoothed_rate(part, whole, average, strength) -%}
    ({{ as_double('coalesce(' ~ part ~ ', 0)') }} + {{ strength }} * {{ average }})
    / nullif(coalesce({{ whole }}, 0) + {{ strength }}, 0)
{%- endmacro %}
