{#- Year of the relationship a day falls in: anniversaries of the first purchase passed, plus one; 0 before it.
    Month and day as one number put the anniversary of 29 February on 1 March. -#}
{% macro tenure_year(first_order_date, trade_date) -%}
    case
        when {{ trade_date }} < {{ first_order_date }} then 0
        else cast(
            extract(year from {{ trade_date }}) - extract(year from {{ first_order_date }})
            + case
                when
                    extract(month from {{ trade_date }}) * 100 + extract(day from {{ trade_date }})
                    >= extract(month from {{ first_order_date }}) * 100 + extract(day from {{ first_order_date }})
                    then 1
                else 0
            end as integer
        )
    end
{%- endmacro %}
