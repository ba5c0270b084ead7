{#- The segment under a segmentation, at the as-of date; columns are named from a prefix on. -#}
{% macro segment_code(prefix, segmentation_code) -%}
    coalesce(
        {{ past_segment_code(prefix, segmentation_code) }},
        case {{ segmentation_code }}
            when 'value_quadrant' then {{ prefix }}value_quadrant_code
            when 'loyalty_type' then {{ prefix }}loyalty_type_code
            when 'promotion_response' then {{ prefix }}promotion_response_code
            when 'price_response' then {{ prefix }}price_response_code
        end
    )
{%- endmacro %}
