{#- Columns as a JSON object of text: what was handed over, for the ledger. -#}
{% macro as_json(columns, relation='') -%}
    {{ adapter.dispatch('as_json')(columns, relation) }}
{%- endmacro %}

{% macro default__as_json(columns, relation) -%}
    cast(json_object(
        {%- for column in columns %}
        '{{ column }}', cast({{ relation }}{{ column }} as {{ dbt.type_string() }}){{ ',' if not loop.last }}
        {%- endfor %}
    ) as {{ dbt.type_string() }})
{%- endmacro %}

{% macro postgres__as_json(columns, relation) -%}
    '{' ||
    {%- for column in columns %}
    '"{{ column }}":' || coalesce(cast(to_json(cast({{ relation }}{{ column }} as text)) as text), 'null')
    || {{ "',' ||" if not loop.last }}
    {%- endfor %}
    '}'
{%- endmacro %}
