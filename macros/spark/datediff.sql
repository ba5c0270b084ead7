{#- Boundaries crossed, as on the other engines; dbt's own way for Spark counts months that are full. -#}
{% macro spark__datediff(first_date, second_date, datepart) -%}
    {%- if datepart == 'day' -%}
    datediff({{ second_date }}, {{ first_date }})
    {%- elif datepart == 'month' -%}
    (
        (extract(year from {{ second_date }}) - extract(year from {{ first_date }})) * 12
        + extract(month from {{ second_date }}) - extract(month from {{ first_date }})
    )
    {%- elif datepart == 'second' -%}
    (unix_seconds({{ second_date }}) - unix_seconds({{ first_date }}))
    {%- endif -%}
{%- endmacro %}
