with

cells as (

    select * from {{ ref('int_profile_cohort_cells') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

summed as (

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

),

-- a cohort is all of its customers, and all of them buy in its own period
cohorts as (

    select
        period_grain_code,
        group_code,
        group_value,
        cohort_period_number,
        active_customers as cohort_customers,
        left_edge_customers > 0 as is_left_edge
    from summed
    where interval_number = 0

),

oldest as (

    select
        period_grain_code,
        min(cohort_period_number) as cohort_period_number
    from cohorts
    group by period_grain_code

),

-- every cohort has as many cells as the oldest one; those to come are there and empty
intervals as (

    select
        periods.period_grain_code,
        periods.period_number - oldest.cohort_period_number as interval_number
    from periods
    inner join oldest
        on
            periods.period_grain_code = oldest.period_grain_code
            and periods.period_number >= oldest.cohort_period_number

),

spine as (

    select
        cohorts.*,
        cohort_periods.period_start_date as cohort_start_date,
        intervals.interval_number,
        coalesce(cell_periods.is_complete, false) as is_observable,
        coalesce(
            {{ date_plus_days('cell_periods.period_end_date', 'lapse_rules.lapse_days + 1') }}
            <= as_of.as_of_date,
            false
        ) as is_unbounded_mature
    from cohorts
    inner join intervals
        on cohorts.period_grain_code = intervals.period_grain_code
    inner join periods as cohort_periods
        on
            cohorts.period_grain_code = cohort_periods.period_grain_code
            and cohorts.cohort_period_number = cohort_periods.period_number
    left join periods as cell_periods
        on
            cohorts.period_grain_code = cell_periods.period_grain_code
            and cohorts.cohort_period_number + intervals.interval_number
            = cell_periods.period_number
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

),

final as (

    select
        spine.period_grain_code,
        spine.group_code,
        spine.group_value,
        spine.cohort_period_number,
        spine.cohort_start_date,
        spine.interval_number,
        spine.is_observable,
        spine.is_unbounded_mature,
        spine.is_left_edge,
        spine.cohort_customers,
        coalesce(summed.active_customers, 0) as active_customers,
        sum(coalesce(summed.last_seen_customers, 0)) over (
            partition by
                spine.period_grain_code,
                spine.group_code,
                spine.group_value,
                spine.cohort_period_number
            order by spine.interval_number
            rows between current row and unbounded following
        ) as returned_later_customers,
        coalesce(summed.revenue_amount, 0) as revenue_amount,
        sum(coalesce(summed.revenue_amount, 0)) over so_far as cumulative_revenue_amount,
        sum(coalesce(summed.margin_amount, 0)) over so_far as cumulative_margin_amount,
        sum(coalesce(summed.assumed_cost_customers, 0)) over so_far > 0 as is_margin_assumed
    from spine
    left join summed
        on
            spine.period_grain_code = summed.period_grain_code
            and spine.group_code = summed.group_code
            and spine.group_value = summed.group_value
            and spine.cohort_period_number = summed.cohort_period_number
            and spine.interval_number = summed.interval_number
    window
        so_far as (
            partition by
                spine.period_grain_code,
                spine.group_code,
                spine.group_value,
                spine.cohort_period_number
            order by spine.interval_number
            rows between unbounded preceding and current row
        )

)

select * from final
