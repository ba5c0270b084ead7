{#-
    Share of those there in a period who are there in the next, by the shifted beta-geometric model: it grows with
    tenure, because who leaves easily has left. The first period is 1.
-#}
{% macro fitted_retention_rate(alpha, beta, period_number) -%}
    ({{ as_double(beta) }} + {{ period_number }} - 1) / ({{ as_double(alpha) }} + {{ beta }} + {{ period_number }} - 1)
{%- endmacro %}
