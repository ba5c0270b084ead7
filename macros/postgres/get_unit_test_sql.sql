{#-
    What dbt compares in a unit test, with numbers without the zeros behind their last digit: PostgreSQL keeps the scale
    of each value, so that 10 and 10.00, though equal, would be shown as a difference.
-#}
{% macro postgres__get_unit_test_sql(main_sql, expected_fixture_sql, expected_column_names) -%}
    {%- set sides = {'actual': main_sql, 'expected': expected_fixture_sql} %}
    {%- for side, rows in sides.items() %}
    {{ 'with' if loop.first else ',' }} dbt_internal_unit_test_{{ side }} as (
        select
            {%- for column in expected_column_names %}
            raw.without_scale({{ column }}) as {{ column }},
            {%- endfor %}
            '{{ side }}' as actual_or_expected
        from ({{ rows }}) as {{ side }}_rows
    )
    {%- endfor %}
    select * from dbt_internal_unit_test_actual
    union all
    select * from dbt_internal_unit_test_expected
{%- endmacro %}
