{#- The tier that a combine mode gives, of a relation that has one column for each mode. -#}
{% macro tier_in_mode(mode, relation) -%}
    case {{ mode }}
        when 'all' then {{ relation }}.all_tier_code
        when 'two_of_three' then {{ relation }}.two_of_three_tier_code
        when 'any' then {{ relation }}.any_tier_code
        when 'recency_only' then {{ relation }}.recency_only_tier_code
    end
{%- endmacro %}
