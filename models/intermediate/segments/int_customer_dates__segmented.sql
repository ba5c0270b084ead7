with

stages as (

    select * from {{ touched('int_customer_dates__staged', 'segment_date') }}

),

scores as (

    select * from {{ touched('int_customer_dates__rfm_scored', 'segment_date') }}

),

value_classes as (

    select * from {{ touched('int_customer_dates__value_classed', 'segment_date') }}

),

final as (

    select
        stages.customer_id,
        stages.segment_date,
        stages.recency_days,
        stages.tenure_days,
        stages.purchase_day_count,
        stages.order_count,
        stages.frequency_count,
        stages.monetary_amount,
        stages.revenue_amount,
        stages.margin_amount,
        stages.current_margin_amount,
        scores.rfm_method_code,
        scores.recency_score,
        scores.frequency_score,
        scores.monetary_score,
        scores.rfm_cell_code,
        scores.rfm_segment_code,
        scores.relationship_type_code,
        value_classes.value_rank_number,
        value_classes.abc_class_code,
        value_classes.abc_value_class_code,
        value_classes.sales_band_code,
        value_classes.contribution_class_code,
        value_classes.pyramid_level_number,
        stages.lifecycle_stage_code,
        stages.ladder_code
    from stages
    inner join scores
        on
            stages.customer_id = scores.customer_id
            and stages.segment_date = scores.segment_date
    inner join value_classes
        on
            stages.customer_id = value_classes.customer_id
            and stages.segment_date = value_classes.segment_date

)

select * from final
