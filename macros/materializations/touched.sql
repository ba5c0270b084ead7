{#- A table whose rows of touched keys are replaced in a partial refresh; a whole one makes it anew. -#}
{% materialization touched, default %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set target_relation = this.incorporate(type='table') -%}
    {%- set key = config.get('meta')['touched_by'] -%}
    {% if is_partial() %}
        {% call statement('delete') -%}
            delete from {{ target_relation }}
            where {{ is_touched(key) }}
        {%- endcall %}
        {% call statement('main') -%}
            insert into {{ target_relation }} {{ compiled_code }}
        {%- endcall %}
    {% else %}
        {{ drop_relation_if_exists(existing) }}
        {% call statement('main') -%}
            {{ create_table_as(False, target_relation, compiled_code) }}
        {%- endcall %}
    {% endif %}
    {{ run_hooks(post_hooks) }}
    {{ adapter.commit() }}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
