{#- A table whose rows of touched keys are replaced in a partial refresh; a whole one makes it anew. -#}
{% materialization touched, default %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set key = config.get('meta')['touched_by'] -%}
    {%- set has_contract = config.get('contract').enforced -%}
    {% if is_partial() %}
        {% call statement('delete') -%}
            delete from {{ target_relation }}
            where {{ is_touched(key) }}
        {%- endcall %}
        {% call statement('main') -%}
            insert into {{ target_relation }}
            {{ get_select_subquery(compiled_code) if has_contract else compiled_code }}
        {%- endcall %}
        {% if 'as_of_date' in model['columns'] %}
            {#- the rows that are left look back from another day -#}
            {% call statement('as_of') -%}
                update {{ target_relation }}
                set as_of_date = (select as_of_date from {{ built('int_as_of') }})
            {%- endcall %}
        {% endif %}
    {% else %}
        {{ drop_relation_if_exists(existing) }}
        {% call statement('main') -%}
            {{ create_table_as(False, target_relation, compiled_code) }}
        {%- endcall %}
        {% do persist_docs(target_relation, model) %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
