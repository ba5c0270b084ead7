{#- Divide by a base that has to be positive; null where it is not, or too small for the type of a ratio. -#}
{% macro ratio_of_positive(numerator, base) -%}
    {{ ratio(
        numerator,
        'case when ' ~ base ~ ' > 0 and abs(' ~ numerator ~ ') < 999999 * ' ~ base
        ~ ' then ' ~ base ~ ' end'
    ) }}
{%- endmacro %}
