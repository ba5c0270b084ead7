{#- The segment a row of segments gives under a segmentation. -#}
{% macro segment_code(segments, segmentation_code) -%}
    case {{ segmentation_code }}
        when 'rfm_segment' then {{ segments }}.rfm_segment_code
        when 'abc_class' then {{ segments }}.abc_class_code
        when 'abc_value_class' then {{ segments }}.abc_value_class_code
        when 'sales_band' then {{ segments }}.sales_band_code
        when 'contribution_class' then {{ segments }}.contribution_class_code
        when 'pyramid_level' then cast({{ segments }}.pyramid_level_number as {{ dbt.type_string() }})
        when 'lifecycle_stage' then {{ segments }}.lifecycle_stage_code
        when 'ladder' then {{ segments }}.ladder_code
        when 'relationship_type' then {{ segments }}.relationship_type_code
        when 'value_quadrant' then {{ segments }}.value_quadrant_code
        when 'loyalty_type' then {{ segments }}.loyalty_type_code
        when 'promotion_response' then {{ segments }}.promotion_response_code
        when 'price_response' then {{ segments }}.price_response_code
    end
{%- endmacro %}
