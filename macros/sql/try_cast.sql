{#- What was handed over as a type, or null where it cannot be read as one. -#}
{% macro try_cast(column, type) -%}
    {{ adapter.dispatch('try_cast')(column, type) }}
{%- endmacro %}

{% macro default__try_cast(column, type) -%}
    try_cast({{ column }} as {{ type }})
{%- endmacro %}

{#- PostgreSQL fails where it cannot cast; `create_readers` makes functions that do not. -#}
{% macro postgres__try_cast(column, type) -%}
    cast({{ reader_of(type) }}(cast({{ column }} as text)) as {{ type }})
{%- endmacro %}
