{#- A table too: of what a view gives, and the readers of text in it, PostgreSQL knows nothing when it plans a join. -#}
{% materialization view, adapter='postgres' %}
    {{ return(dbt.materialization_table_default()) }}
{% endmaterialization %}
