{#- The identity of the DWYER table: customers × purchases per period × periods per year × amount per purchase. -#}
{% macro dwyer_sales(customers, transactions_per_period, periods_per_year, amount_per_transaction) -%}
    {{ as_float(customers) }}
    * {{ as_float(transactions_per_period) }}
    * {{ as_float(periods_per_year) }}
    * {{ as_float(amount_per_transaction) }}
{%- endmacro %}
