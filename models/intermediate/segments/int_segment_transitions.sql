with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

segment_dates as (

    select * from {{ touched('int_segment_dates', 'segment_date') }}
    where is_month_end

),

previous_dates as (

    select * from {{ ref('int_segment_dates') }}
    where is_month_end

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- where older months are not kept, the first one kept has nothing to come from
steps as (

    select
        segment_dates.segment_date,
        segment_dates.calendar_month,
        previous_dates.segment_date as previous_date
    from segment_dates
    cross join rules
    left join previous_dates
        on {{ months_between('previous_dates.calendar_month', 'segment_dates.calendar_month') }} = 1
    where rules.history_months is null or previous_dates.segment_date is not null

),

final as (

    select
        steps.segment_date,
        steps.calendar_month,
        previous_segments.rfm_segment_code as from_rfm_segment_code,
        previous_segments.abc_class_code as from_abc_class_code,
        previous_segments.abc_value_class_code as from_abc_value_class_code,
        previous_segments.sales_band_code as from_sales_band_code,
        previous_segments.contribution_class_code as from_contribution_class_code,
        previous_segments.pyramid_level_number as from_pyramid_level_number,
        previous_segments.lifecycle_stage_code as from_lifecycle_stage_code,
        previous_segments.ladder_code as from_ladder_code,
        previous_segments.relationship_type_code as from_relationship_type_code,
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        segments.pyramid_level_number,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code,
        count(*) as customers,
        sum(coalesce(previous_segments.margin_amount, 0)) as opening_margin_amount,
        sum(segments.margin_amount) as closing_margin_amount
    from steps
    inner join segments
        on steps.segment_date = segments.segment_date
    left join segments as previous_segments
        on
            segments.customer_id = previous_segments.customer_id
            and steps.previous_date = previous_segments.segment_date
    group by
        steps.segment_date,
        steps.calendar_month,
        previous_segments.rfm_segment_code,
        previous_segments.abc_class_code,
        previous_segments.abc_value_class_code,
        previous_segments.sales_band_code,
        previous_segments.contribution_class_code,
        previous_segments.pyramid_level_number,
        previous_segments.lifecycle_stage_code,
        previous_segments.ladder_code,
        previous_segments.relationship_type_code,
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        segments.pyramid_level_number,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code

)

select * from final
