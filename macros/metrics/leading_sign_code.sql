{#- Which fall is the stronger sign: visits, spend, both alike, or none but silence. -#}
{% macro leading_sign_code(frequency_level, monetary_level) -%}
    case
        when {{ frequency_level }} > {{ monetary_level }} then 'visits'
        when {{ frequency_level }} < {{ monetary_level }} then 'spend'
        when {{ frequency_level }} > 0 then 'both'
        else 'silence'
    end
{%- endmacro %}
