with

segments as (

    select * from {{ ref('int_customers__segmented') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

values_expected as (

    select * from {{ ref('int_customers__valued') }}

),

-- other tables of segments sum these: customers are read once, not once per segmentation
final as (

    select
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        segments.pyramid_level_number,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code,
        segments.value_quadrant_code,
        segments.loyalty_type_code,
        segments.promotion_response_code,
        segments.price_response_code,
        count(*) as customers,
        sum(facts.order_count) as order_count,
        sum(facts.revenue_amount) as revenue_amount,
        sum(facts.revenue_amount + facts.refund_amount) as purchase_amount,
        sum(greatest(facts.revenue_amount, 0)) as positive_revenue_amount,
        sum(facts.revenue_amount - facts.estimated_cost_amount) as estimated_margin_amount,
        count(facts.margin_amount) as costed_customers,
        sum(facts.margin_amount) as margin_amount,
        count(values_expected.lifetime_value_amount) as valued_customers,
        sum(values_expected.lifetime_value_amount) as lifetime_value_amount
    from segments
    inner join facts
        on segments.customer_id = facts.customer_id
    left join values_expected
        on segments.customer_id = values_expected.customer_id
    group by
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        segments.pyramid_level_number,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code,
        segments.value_quadrant_code,
        segments.loyalty_type_code,
        segments.promotion_response_code,
        segments.price_response_code

)

select * from final
