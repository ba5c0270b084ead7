{#-
    A function that reads text of a pattern as a type: null where it has another pattern or cannot be read. What is
    written plainly is left to PostgreSQL, a lot faster; volatile, so that a value is read once however often it is used.
-#}
{% macro create_reader(type, plain, pattern, expression) -%}
    create or replace function {{ reader_of(type) }}(handed_over text) returns {{ type }}
    language plpgsql volatile strict parallel unsafe as $body$
    declare
        found text[];
    begin
        if handed_over ~ '{{ plain }}' then
            return cast(handed_over as {{ type }});
        end if;
        found := regexp_match(handed_over, '{{ pattern }}', 'i');
        return case when found is not null then cast({{ expression }} as {{ type }}) end;
    exception
        when others then return null;
    end
    $body$;
{%- endmacro %}
