with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

segment_dates as (

    select * from {{ ref('int_segment_dates') }}
    where is_month_end

),

segmentations as (

    select * from {{ ref('segmentations') }}
    where is_in_history

),

customer_months as (

    select * from {{ ref('int_customer_months') }}
    where order_count > 0

),

-- the last complete month, and the eve of it
last_months as (

    select max(calendar_month) as calendar_month
    from segment_dates

),

eves as (

    select
        segment_dates.segment_date,
        segment_dates.calendar_month as opening_month,
        last_months.calendar_month
    from last_months
    inner join segment_dates
        on {{ months_between('segment_dates.calendar_month', 'last_months.calendar_month') }} = 1

),

-- segments as they stood when the month opened: what happened in it cannot choose them
opening as (

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
        count(*) as opening_customers,
        count(month_of_trade.customer_id) as retained_customers
    from eves
    inner join segments
        on eves.segment_date = segments.segment_date
    inner join customer_months
        on
            segments.customer_id = customer_months.customer_id
            and eves.opening_month = customer_months.calendar_month
    left join customer_months as month_of_trade
        on
            segments.customer_id = month_of_trade.customer_id
            and eves.calendar_month = month_of_trade.calendar_month
    group by
        segments.rfm_segment_code,
        segments.abc_class_code,
        segments.abc_value_class_code,
        segments.sales_band_code,
        segments.contribution_class_code,
        segments.pyramid_level_number,
        segments.lifecycle_stage_code,
        segments.ladder_code,
        segments.relationship_type_code

),

final as (

    select
        segmentations.segmentation_code,
        {{ past_segment_code('opening.', 'segmentations.segmentation_code') }} as segment_code,
        cast(sum(opening.opening_customers) as bigint) as opening_customers,
        cast(sum(opening.retained_customers) as bigint) as retained_customers
    from opening
    cross join segmentations
    group by
        segmentations.segmentation_code,
        {{ past_segment_code('opening.', 'segmentations.segmentation_code') }}

)

select * from final
