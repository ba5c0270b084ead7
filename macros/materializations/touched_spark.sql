{#- Without a delete, a table is made anew; `is_partial` says so too. -#}
{% materialization touched, adapter='spark' %}
    {{ return(dbt.materialization_table_spark()) }}
{% endmaterialization %}
