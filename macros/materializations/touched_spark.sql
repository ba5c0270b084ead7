{#-
    On Spark a table in parts, a part for some of its keys, under a view of its columns. A partial refresh overwrites
    the parts with touched keys: by what is made anew, and what else was there. Spark leaves a part as it was where
    nothing is written to it: a row that the view hides is. Delta and Iceberg can delete, and need no parts.
-#}
{% materialization touched, adapter='spark' %}
    {%- set key = config.get('meta')['touched_by'] -%}
    {%- set has_parts = config.get('file_format') not in ('delta', 'iceberg') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set kind = 'view' if has_parts else 'table' -%}
    {%- set target_relation = this.incorporate(type=kind) -%}
    {%- set is_cast = config.get('contract').enforced -%}
    {%- set compiled_code = get_select_subquery(compiled_code) if is_cast else compiled_code -%}
    {%- set parts = this.schema ~ '_parts.' ~ this.identifier -%}
    {% if is_partial() and has_parts %}
        {{ overwrite_parts(parts, key, compiled_code) }}
    {% elif is_partial() %}
        {% call statement('delete') %}{{ delete_touched(key) }}{% endcall %}
        {% call statement('main') %}insert into {{ this }} {{ compiled_code }}{% endcall %}
        {% if 'as_of_date' in model['columns'] %}
            {%- set as_of = run_query('select as_of_date from ' ~ built('int_as_of')).columns[0][0] -%}
            {% call statement('as_of') %}update {{ this }} set as_of_date = cast('{{ as_of }}' as date){% endcall %}
        {% endif %}
    {% else %}
        {% if existing is not none and existing.type != kind %}{{ drop_relation(existing) }}{% endif %}
        {{ create_parts(parts, key, compiled_code) if has_parts }}
        {% call statement('main') -%}
            {{ view_of_parts(parts) if has_parts else create_table_as(False, this, compiled_code) }}
        {%- endcall %}
    {% endif %}
    {{ return({'relations': [target_relation]}) }}
{% endmaterialization %}
