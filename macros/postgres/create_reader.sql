{#- A function that reads text of a pattern as a type: null where it has another pattern or cannot be read. -#}
{% macro create_reader(type, pattern, expression) -%}
    create or replace function {{ reader_of(type) }}(handed_over text) returns {{ type }}
    language plpgsql immutable strict parallel restricted as $body$
    declare
        found text[] := regexp_match(handed_over, '{{ pattern }}', 'i');
    begin
        return case when found is not null then cast({{ expression }} as {{ type }}) end;
    exception
        when others then return null;
    end
    $body$;
{%- endmacro %}
