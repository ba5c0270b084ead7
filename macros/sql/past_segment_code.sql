{#- The segment under a segmentation that can be told for the past; columns are named from a prefix on. -#}
{% macro past_segment_code(prefix, segmentation_code) -%}
    case {{ segmentation_code }}
        when 'rfm_segment' then {{ prefix }}rfm_segment_code
        when 'abc_class' then {{ prefix }}abc_class_code
        when 'abc_value_class' then {{ prefix }}abc_value_class_code
        when 'sales_band' then {{ prefix }}sales_band_code
        when 'contribution_class' then {{ prefix }}contribution_class_code
        when 'pyramid_level' then cast({{ prefix }}pyramid_level_number as {{ dbt.type_string() }})
        when 'lifecycle_stage' then {{ prefix }}lifecycle_stage_code
        when 'ladder' then {{ prefix }}ladder_code
        when 'relationship_type' then {{ prefix }}relationship_type_code
    end
{%- endmacro %}
