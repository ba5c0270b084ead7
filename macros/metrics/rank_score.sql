{#- Score from 1 to the number of bins by the share of the others who are worse; equal values, equal scores. -#}
{% macro rank_score(worse_customers, customers, bin_count) -%}
    cast(
        greatest(
            coalesce(
                ceil(
                    {{ as_double('(' ~ worse_customers ~ ') * ' ~ bin_count) }}
                    / nullif({{ customers }} - 1, 0)
                ),
                1
            ),
            1
        ) as integer
    )
{%- endmacro %}
