{#- Delete the rows of touched keys, where the format can: a merge, as Delta's delete takes no subquery. -#}
{% macro delete_touched(key) -%}
    {%- if key in ('segment_date', 'valid_to_date') -%}
        delete from {{ this }} where {{ is_touched(key) }}
    {%- else -%}
        merge into {{ this }} as held using {{ built(touched_keys(key)) }} as touched_keys
        on held.{{ key }} = touched_keys.{{ key }} when matched then delete
    {%- endif -%}
{%- endmacro %}
