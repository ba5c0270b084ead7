with

transitions as (

    select * from {{ ref('int_segment_transitions') }}

),

segmentations as (

    select * from {{ ref('segmentations') }}
    where is_in_history

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

named as (

    select
        segmentations.segmentation_code,
        transitions.calendar_month,
        coalesce(
            {{ past_segment_code('transitions.from_', 'segmentations.segmentation_code') }},
            '(none)'
        ) as from_segment_code,
        {{ past_segment_code('transitions.', 'segmentations.segmentation_code') }}
            as to_segment_code,
        transitions.customers,
        transitions.opening_margin_amount,
        transitions.closing_margin_amount
    from transitions
    cross join segmentations

),

summed as (

    select
        segmentation_code,
        calendar_month,
        from_segment_code,
        to_segment_code,
        sum(customers) as customers,
        sum(opening_margin_amount) as opening_margin_amount,
        sum(closing_margin_amount) as closing_margin_amount
    from named
    group by segmentation_code, calendar_month, from_segment_code, to_segment_code

),

final as (

    select
        cast(summed.segmentation_code as {{ dbt.type_string() }}) as segmentation_code,
        summed.calendar_month,
        cast(summed.from_segment_code as {{ dbt.type_string() }}) as from_segment_code,
        cast(summed.to_segment_code as {{ dbt.type_string() }}) as to_segment_code,
        as_of.as_of_date,
        cast(summed.customers as bigint) as customers,
        {{ as_money('summed.opening_margin_amount') }} as opening_margin_amount,
        {{ as_money('summed.closing_margin_amount - summed.opening_margin_amount') }}
            as margin_amount,
        {{ as_money('summed.closing_margin_amount') }} as closing_margin_amount
    from summed
    cross join as_of

)

select * from final
