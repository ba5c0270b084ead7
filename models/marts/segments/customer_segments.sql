with

customers as (

    select * from {{ ref('int_customers__segmented') }}

),

final as (

    select
        cast(customer_id as {{ dbt.type_string() }}) as customer_id,
        as_of_date,
        rfm_method_code,
        rfm_cell_code,
        rfm_segment_code,
        abc_class_code,
        abc_value_class_code,
        sales_band_code,
        contribution_class_code,
        value_quadrant_code,
        lifecycle_stage_code,
        ladder_code,
        relationship_type_code,
        loyalty_type_code,
        promotion_response_code,
        price_response_code,
        recency_days,
        frequency_count,
        {{ as_money('monetary_amount') }} as monetary_amount,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('estimated_margin_amount') }} as estimated_margin_amount,
        {{ as_money('current_margin_amount') }} as current_margin_amount,
        {{ as_money('growth_potential_amount') }} as growth_potential_amount,
        promotion_order_share,
        discount_share,
        recency_score,
        frequency_score,
        monetary_score,
        hughes_recency_score,
        hughes_frequency_score,
        hughes_monetary_score,
        hughes_nested_frequency_score,
        hughes_nested_monetary_score,
        pyramid_level_number,
        value_rank_number,
        rfm_rule_version_number,
        class_rule_version_number,
        lifecycle_rule_version_number,
        matrix_rule_version_number,
        loyalty_rule_version_number
    from customers

)

select * from final
