with

cohorts as (

    select * from {{ ref('int_group_cohorts') }}

),

bracket_visits as (

    select * from {{ ref('int_profile_cohort_brackets') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

brackets as (

    select * from {{ ref('cohort_brackets') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        bracket_visits.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        bracket_visits.cohort_period_number,
        bracket_visits.lower_period_number,
        sum(bracket_visits.active_customers) as active_customers
    from bracket_visits
    inner join profile_groups
        on bracket_visits.profile_id = profile_groups.profile_id
    group by
        bracket_visits.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        bracket_visits.cohort_period_number,
        bracket_visits.lower_period_number

),

-- a bracket can be judged when its last period can
judged as (

    select
        cohorts.period_grain_code,
        cohorts.group_code,
        cohorts.group_value,
        cohorts.cohort_period_number,
        cohorts.cohort_start_date,
        brackets.lower_period_number,
        brackets.upper_period_number,
        cohorts.is_left_edge,
        cohorts.is_observable,
        cohorts.cohort_customers,
        case when cohorts.is_observable then cohorts.cohort_customers else 0 end
            as eligible_customers,
        case when cohorts.is_observable then coalesce(summed.active_customers, 0) end
            as active_customers
    from cohorts
    inner join brackets
        on
            cohorts.period_grain_code = brackets.cohort_grain_code
            and cohorts.interval_number = brackets.upper_period_number - 1
    left join summed
        on
            cohorts.period_grain_code = summed.period_grain_code
            and cohorts.group_code = summed.group_code
            and cohorts.group_value = summed.group_value
            and cohorts.cohort_period_number = summed.cohort_period_number
            and brackets.lower_period_number = summed.lower_period_number

),

final as (

    select
        judged.period_grain_code as cohort_grain_code,
        judged.group_code,
        judged.group_value,
        judged.cohort_start_date,
        cast(judged.lower_period_number as integer) as lower_period_number,
        cast(judged.upper_period_number as integer) as upper_period_number,
        as_of.as_of_date,
        judged.is_observable,
        judged.is_left_edge,
        cast(judged.cohort_customers as bigint) as cohort_customers,
        cast(judged.eligible_customers as bigint) as eligible_customers,
        cast(judged.active_customers as bigint) as active_customers,
        {{ retention_rate('judged.active_customers', 'judged.eligible_customers') }}
            as retention_rate
    from judged
    cross join as_of

)

select * from final
