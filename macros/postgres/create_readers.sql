{#-
    Functions that read text as a type, or give null where they cannot; made before a run. They read what DuckDB reads:
    days year first, and never `yesterday`, `infinity` or a day whose month comes first.
-#}
{% macro create_readers() -%}
    {{ adapter.dispatch('create_readers')() }}
{%- endmacro %}

{% macro default__create_readers() -%}{%- endmacro %}

{% macro postgres__create_readers() -%}
    {%- set day = '^[ \\t\\n]*([0-9]{1,6})([-/ ])([0-9]{1,2})\\2([0-9]{1,2})' %}
    {%- set time = '(?:(?:T|[ \\t]+)([01]?[0-9]|2[0-4]):([0-5]?[0-9])(?::([0-5]?[0-9])([.][0-9]+)?)?)?' %}
    {%- set zone = '(?: ?(?:Z|[A-Za-z][A-Za-z_/]+|[+-][0-9][0-9](?::?[0-9][0-9])?))?[ \\t\\n]*$' %}
    {%- set digits = '[0-9]+(?:_[0-9]+)*' %}
    {%- set number = '^[ \\t\\n]*[+-]?(?:' ~ digits ~ '[.]?(?:' ~ digits ~ ')?|[.]' ~ digits ~ ')(?:[eE][+-]?[0-9]+)?[ \\t\\n]*$' %}
    {%- set plain_time = '([ T]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,6})?)?$' %}
    {%- set plain_day = '^[0-9]{4}-[0-9]{2}-[0-9]{2}' ~ plain_time %}
    {{ create_reader('timestamp', plain_day, day ~ time ~ zone, "make_timestamp(
        cast(found[1] as integer), cast(found[3] as integer), cast(found[4] as integer),
        cast(coalesce(found[5], '0') as integer), cast(coalesce(found[6], '0') as integer),
        cast(coalesce(found[7], '0') || coalesce(substring(found[8] for 7), '') as double precision)
    )") }}
    {{ create_reader('date', plain_day, day ~ time ~ zone, "make_date(
        cast(found[1] as integer), cast(found[3] as integer), cast(found[4] as integer)
    )") }}
    {%- set plain_numbers = {
        'integer': '^-?[0-9]+$',
        'decimal(18, 4)': '^-?[0-9]+([.][0-9]+)?$',
        'decimal(18, 6)': '^-?[0-9]+([.][0-9]+)?$',
    } %}
    {%- for type, plain in plain_numbers.items() %}
    {{ create_reader(type, plain, number, "cast(replace(handed_over, '_', '') as decimal)") }}
    {%- endfor %}
    {{ create_reader('boolean', '^(?:true|false)$', '^(?:true|t|1|yes|y|false|f|0|no|n)$', 'cast(handed_over as boolean)') }}
    {{ create_without_scale() }}
{%- endmacro %}
