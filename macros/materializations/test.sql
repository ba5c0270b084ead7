{#- A test in one statement: it changes nothing, so it has nothing to take back. -#}
{% materialization test, adapter='duckdb' %}
    {%- if should_store_failures() %}{{ return(dbt.materialization_test_default()) }}{% endif -%}
    {%- set judged = get_test_sql(
        get_limit_subquery_sql(sql, config.get('limit')),
        config.get('fail_calc'), config.get('warn_if'), config.get('error_if'), limit=none
    ) -%}
    {%- set response, table = adapter.execute(judged, auto_begin=false, fetch=true) -%}
    {{ store_result('main', response=response, agate_table=table) }}
    {{ return({'relations': []}) }}
{% endmaterialization %}
