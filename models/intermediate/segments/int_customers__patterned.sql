with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- how far a relationship ever came, and where it stands
summed as (

    select
        segments.customer_id,
        max(case when segments.lifecycle_stage_code = 'stable' then 1 else 0 end) as was_stable,
        max(case when segments.lifecycle_stage_code = 'formation' then 1 else 0 end) as was_forming,
        max(case when segments.lifecycle_stage_code = 'lost' then 1 else 0 end) as was_lost,
        max(
            case
                when
                    segments.lifecycle_stage_code = 'lost'
                    and segments.segment_date = rules.as_of_date
                    then 1
                else 0
            end
        ) as is_gone
    from segments
    cross join rules
    group by segments.customer_id

),

final as (

    select
        customer_id,
        case
            when is_gone = 1 and was_stable = 1 then 'left_when_stable'
            when is_gone = 1 and was_forming = 1 then 'ended_in_formation'
            when is_gone = 1 then 'ended_in_exploration'
            when was_lost = 1 then 'second_life'
            when was_stable = 1 then 'lasting'
            else 'under_way'
        end as lifecycle_pattern_code
    from summed

)

select * from final
