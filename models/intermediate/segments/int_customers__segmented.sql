with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

hughes_scores as (

    select * from {{ ref('int_customer_dates__hughes_scored') }}

),

matrixed as (

    select * from {{ ref('int_customers__matrixed') }}

),

responses as (

    select * from {{ ref('int_customers__responsive') }}

),

loyalties as (

    select * from {{ ref('int_customers__loyal') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

final as (

    select
        segments.customer_id,
        rules.as_of_date,
        segments.rfm_method_code,
        segments.rfm_cell_code,
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        matrixed.value_quadrant_code,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code,
        loyalties.loyalty_type_code,
        responses.promotion_response_code,
        responses.price_response_code,
        segments.recency_days,
        segments.purchase_day_count,
        segments.frequency_count,
        segments.monetary_amount,
        segments.order_count,
        segments.revenue_amount,
        segments.margin_amount as estimated_margin_amount,
        matrixed.current_margin_amount,
        matrixed.growth_potential_amount,
        responses.promotion_order_share,
        responses.discount_share,
        segments.recency_score,
        segments.frequency_score,
        segments.monetary_score,
        hughes_scores.recency_score as hughes_recency_score,
        hughes_scores.frequency_score as hughes_frequency_score,
        hughes_scores.monetary_score as hughes_monetary_score,
        hughes_scores.nested_frequency_score as hughes_nested_frequency_score,
        hughes_scores.nested_monetary_score as hughes_nested_monetary_score,
        segments.pyramid_level_number,
        segments.value_rank_number,
        rules.rfm_rule_version_number,
        rules.class_rule_version_number,
        rules.lifecycle_rule_version_number,
        rules.matrix_rule_version_number,
        loyalties.loyalty_rule_version_number
    from segments
    inner join rules
        on segments.segment_date = rules.as_of_date
    inner join matrixed
        on segments.customer_id = matrixed.customer_id
    inner join responses
        on segments.customer_id = responses.customer_id
    inner join loyalties
        on segments.customer_id = loyalties.customer_id
    left join hughes_scores
        on
            segments.customer_id = hughes_scores.customer_id
            and segments.segment_date = hughes_scores.segment_date

)

select * from final
