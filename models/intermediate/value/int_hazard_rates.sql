with

hazard_cuts as (

    select * from {{ ref('int_hazard_cuts') }}

),

outcomes as (

    select * from {{ ref('int_hazard_outcomes') }}

),

-- who has come back already cannot come back for the first time
followed as (

    select
        outcomes.*,
        outcomes.customer_count + outcomes.return_count - sum(outcomes.return_count) over (
            partition by
                outcomes.observed_date,
                outcomes.recency_cell_number,
                outcomes.frequency_cell_number
            order by outcomes.window_number
            rows between unbounded preceding and current row
        ) as silent_count
    from outcomes

),

-- of one earlier day an older forecast knows fewer windows
final as (

    select
        hazard_cuts.cut_date,
        followed.window_number,
        followed.recency_cell_number,
        followed.frequency_cell_number,
        cast(sum(followed.customer_count) as bigint) as customer_count,
        cast(sum(followed.silent_count) as bigint) as silent_count,
        cast(sum(followed.return_count) as bigint) as return_count,
        cast(sum(followed.purchase_day_count) as bigint) as purchase_day_count
    from hazard_cuts
    inner join followed
        on
            hazard_cuts.observed_date = followed.observed_date
            and hazard_cuts.window_count >= followed.window_number
    group by
        hazard_cuts.cut_date,
        followed.window_number,
        followed.recency_cell_number,
        followed.frequency_cell_number

)

select * from final
