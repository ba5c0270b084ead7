{#- Days and months on dates only; dbt's own way for Spark goes through seconds, four times over. -#}
{% macro spark__dateadd(datepart, interval, from_date_or_timestamp) -%}
    {{ {'day': 'date_add', 'month': 'add_months'}[datepart] }}(
        {{ from_date_or_timestamp }}, cast({{ interval }} as integer)
    )
{%- endmacro %}
