with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

scores as (

    select * from {{ ref('int_customer_dates__rfm_scored') }}

),

value_classes as (

    select * from {{ ref('int_customer_dates__value_classed') }}

),

stages as (

    select * from {{ ref('int_customer_dates__staged') }}

),

final as (

    select
        measured.customer_id,
        measured.segment_date,
        measured.recency_days,
        measured.tenure_days,
        measured.purchase_day_count,
        measured.order_count,
        measured.frequency_count,
        measured.monetary_amount,
        measured.revenue_amount,
        measured.margin_amount,
        measured.current_margin_amount,
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
    from measured
    inner join scores
        on
            measured.customer_id = scores.customer_id
            and measured.segment_date = scores.segment_date
    inner join value_classes
        on
            measured.customer_id = value_classes.customer_id
            and measured.segment_date = value_classes.segment_date
    inner join stages
        on
            measured.customer_id = stages.customer_id
            and measured.segment_date = stages.segment_date

)

select * from final
