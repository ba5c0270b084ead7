with

activity as (

    select * from {{ ref('int_group_cohort_activity') }}

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

-- a cohort is all of its customers, and all of them buy in its own period
cohorts as (

    select
        period_grain_code,
        group_code,
        group_value,
        cohort_period_number,
        active_customers as cohort_customers,
        left_edge_customers > 0 as is_left_edge
    from activity
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

final as (

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

)

select * from final
