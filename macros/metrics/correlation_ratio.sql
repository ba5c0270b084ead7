{#- Pearson's correlation of two columns over the rows where a condition holds; null where one does not vary. -#}
{% macro correlation_ratio(first_value, second_value, is_counted) -%}
    case
        when
            min(case when {{ is_counted }} then {{ first_value }} end)
            < max(case when {{ is_counted }} then {{ first_value }} end)
            and min(case when {{ is_counted }} then {{ second_value }} end)
            < max(case when {{ is_counted }} then {{ second_value }} end)
            then cast(corr(
                case when {{ is_counted }} then {{ first_value }} end,
                case when {{ is_counted }} then {{ second_value }} end
            ) as decimal(12, 6))
    end
{%- endmacro %}
