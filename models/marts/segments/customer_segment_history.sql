with

segments as (

    select * from {{ touched('int_customer_dates__segmented', 'segment_date') }}

),

segment_dates as (

    select * from {{ ref('int_segment_dates') }}
    where is_month_end

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

final as (

    select
        cast(segments.customer_id as {{ dbt.type_string() }}) as customer_id,
        segment_dates.calendar_month,
        segments.segment_date,
        rules.as_of_date,
        segments.rfm_method_code,
        segments.rfm_cell_code,
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        cast(null as {{ dbt.type_string() }}) as value_quadrant_code,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code,
        cast(null as {{ dbt.type_string() }}) as loyalty_type_code,
        segments.recency_days,
        segments.frequency_count,
        {{ as_money('segments.monetary_amount') }} as monetary_amount,
        {{ as_money('segments.revenue_amount') }} as revenue_amount,
        {{ as_money('segments.margin_amount') }} as estimated_margin_amount,
        {{ as_money('segments.current_margin_amount') }} as current_margin_amount,
        segments.recency_score,
        segments.frequency_score,
        segments.monetary_score,
        segments.pyramid_level_number,
        segments.value_rank_number,
        rules.rfm_rule_version_number,
        rules.class_rule_version_number,
        rules.lifecycle_rule_version_number
    from segments
    inner join segment_dates
        on segments.segment_date = segment_dates.segment_date
    cross join rules

)

select * from final
