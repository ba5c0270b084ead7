{#- Two exact numbers multiplied, or null where the type is too small; what fits into a machine word is a lot faster. -#}
{% macro read_product(one, other, type) -%}
    case
        -- constant: six decimals of each leave room for a million
        when abs({{ one }}) < 1000 and abs({{ other }}) < 1000
            then {{ try_cast(one ~ ' * ' ~ other, type) }}
        else {{ try_cast(exact_product(one, other), type) }}
    end
{%- endmacro %}
