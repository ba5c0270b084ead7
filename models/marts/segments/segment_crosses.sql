with

combinations as (

    select * from {{ ref('int_segment_combinations') }}

),

segmentations as (

    select * from {{ ref('segmentations') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- each pair of segmentations once, whichever is named first
pairs as (

    select
        segmentations.segmentation_code,
        counterparts.segmentation_code as other_segmentation_code
    from segmentations
    inner join segmentations as counterparts
        on segmentations.segmentation_code < counterparts.segmentation_code

),

crossed as (

    select
        pairs.segmentation_code,
        {{ segment_code('combinations.', 'pairs.segmentation_code') }} as segment_code,
        pairs.other_segmentation_code,
        {{ segment_code('combinations.', 'pairs.other_segmentation_code') }} as other_segment_code,
        combinations.customers,
        combinations.revenue_amount,
        combinations.estimated_margin_amount
    from combinations
    cross join pairs

),

summed as (

    select
        segmentation_code,
        segment_code,
        other_segmentation_code,
        other_segment_code,
        sum(customers) as customers,
        sum(revenue_amount) as revenue_amount,
        sum(estimated_margin_amount) as estimated_margin_amount
    from crossed
    group by segmentation_code, segment_code, other_segmentation_code, other_segment_code

),

final as (

    select
        cast(summed.segmentation_code as {{ dbt.type_string() }}) as segmentation_code,
        cast(summed.segment_code as {{ dbt.type_string() }}) as segment_code,
        cast(summed.other_segmentation_code as {{ dbt.type_string() }}) as other_segmentation_code,
        cast(summed.other_segment_code as {{ dbt.type_string() }}) as other_segment_code,
        as_of.as_of_date,
        cast(summed.customers as bigint) as customers,
        {{ as_money('summed.revenue_amount') }} as revenue_amount,
        {{ as_money('summed.estimated_margin_amount') }} as estimated_margin_amount,
        {{ ratio(
            'summed.customers',
            'sum(summed.customers) over ('
            ~ 'partition by summed.segmentation_code, summed.segment_code,'
            ~ ' summed.other_segmentation_code)'
        ) }} as customer_share
    from summed
    cross join as_of

)

select * from final
