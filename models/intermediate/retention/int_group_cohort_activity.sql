with

cells as (

    select * from {{ ref('int_profile_cohort_cells') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

final as (

    select
        cells.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        cells.cohort_period_number,
        cells.interval_number,
        sum(cells.active_customers) as active_customers,
        sum(cells.last_seen_customers) as last_seen_customers,
        sum(cells.left_edge_customers) as left_edge_customers,
        sum(cells.revenue_amount) as revenue_amount,
        sum(cells.margin_amount) as margin_amount,
        sum(cells.assumed_cost_customers) as assumed_cost_customers
    from cells
    inner join profile_groups
        on cells.profile_id = profile_groups.profile_id
    group by
        cells.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        cells.cohort_period_number,
        cells.interval_number

)

select * from final
