{%- set so_far = '(
    partition by
    cohorts.period_grain_code,
    cohorts.group_code,
    cohorts.group_value,
    cohorts.cohort_period_number
    order by cohorts.interval_number
    rows between unbounded preceding and current row
)' -%}
with

cohorts as (

    select * from {{ ref('int_group_cohorts') }}

),

activity as (

    select * from {{ ref('int_group_cohort_activity') }}

),

final as (

    select
        cohorts.period_grain_code,
        cohorts.group_code,
        cohorts.group_value,
        cohorts.cohort_period_number,
        cohorts.cohort_start_date,
        cohorts.interval_number,
        cohorts.is_observable,
        cohorts.is_unbounded_mature,
        cohorts.is_left_edge,
        cohorts.cohort_customers,
        coalesce(activity.active_customers, 0) as active_customers,
        sum(coalesce(activity.last_seen_customers, 0)) over (
            partition by
                cohorts.period_grain_code,
                cohorts.group_code,
                cohorts.group_value,
                cohorts.cohort_period_number
            order by cohorts.interval_number
            rows between current row and unbounded following
        ) as returned_later_customers,
        coalesce(activity.revenue_amount, 0) as revenue_amount,
        sum(coalesce(activity.revenue_amount, 0)) over {{ so_far }} as cumulative_revenue_amount,
        sum(coalesce(activity.margin_amount, 0)) over {{ so_far }} as cumulative_margin_amount,
        sum(coalesce(activity.assumed_cost_customers, 0)) over {{ so_far }} > 0 as is_margin_assumed
    from cohorts
    left join activity
        on
            cohorts.period_grain_code = activity.period_grain_code
            and cohorts.group_code = activity.group_code
            and cohorts.group_value = activity.group_value
            and cohorts.cohort_period_number = activity.cohort_period_number
            and cohorts.interval_number = activity.interval_number

)

select * from final
