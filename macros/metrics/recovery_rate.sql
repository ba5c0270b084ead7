{#- Share of the complaints that were made good. -#}
{% macro recovery_rate(recovered_count, complaint_count) -%}
    {{ ratio(recovered_count, complaint_count) }}
{%- endmacro %}
