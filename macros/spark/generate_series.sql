{#- Whole numbers from 1; dbt's own way is a cross join per power of two. -#}
{% macro spark__generate_series(upper_bound) -%}
    select explode(sequence(1, {{ upper_bound }})) as generated_number
{%- endmacro %}
