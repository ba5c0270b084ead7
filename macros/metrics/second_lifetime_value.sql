{#- Money a customer brings after a return: a margin per period that survives and is discounted, less the offer. -#}
{% macro second_lifetime_value(margin, survival, discount, periods, offer_cost) -%}
    (
        {{ as_double(margin) }} * case
            when {{ survival }} = {{ discount }} then {{ periods }}
            else
                (1 - power({{ as_double(survival) }} / {{ discount }}, {{ periods }}))
                / (1 - {{ as_double(survival) }} / {{ discount }})
        end - {{ offer_cost }}
    )
{%- endmacro %}
