{#- An amount that was handed over, or one assumed on purpose; an assumption of nothing is not known. -#}
{% macro known_amount(amount, is_assumed) -%}
    case when not {{ is_assumed }} or {{ amount }} <> 0 then {{ amount }} end
{%- endmacro %}
