with

cells as (

    select * from {{ ref('int_group_cohort_cells') }}
    where is_observable

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        period_grain_code,
        group_code,
        group_value,
        interval_number,
        count(*) as cohort_count,
        sum(cohort_customers) as eligible_customers,
        sum(active_customers) as active_customers,
        sum(returned_later_customers) as returned_later_customers,
        sum(cumulative_revenue_amount) as cumulative_revenue_amount,
        sum(case when not is_left_edge then cohort_customers else 0 end)
            as known_start_eligible_customers,
        sum(case when not is_left_edge then active_customers else 0 end)
            as known_start_active_customers
    from cells
    group by period_grain_code, group_code, group_value, interval_number

),

final as (

    select
        summed.period_grain_code as cohort_grain_code,
        summed.group_code,
        summed.group_value,
        cast(summed.interval_number as integer) as period_number,
        as_of.as_of_date,
        cast(summed.cohort_count as bigint) as cohort_count,
        cast(summed.eligible_customers as bigint) as eligible_customers,
        cast(summed.active_customers as bigint) as active_customers,
        cast(summed.returned_later_customers as bigint) as returned_later_customers,
        cast(summed.known_start_eligible_customers as bigint) as known_start_eligible_customers,
        cast(summed.known_start_active_customers as bigint) as known_start_active_customers,
        {{ amount_per('summed.cumulative_revenue_amount', 'summed.eligible_customers') }}
            as cumulative_revenue_per_customer_amount,
        {{ retention_rate('summed.active_customers', 'summed.eligible_customers') }}
            as retention_rate,
        {{ retention_rate('summed.returned_later_customers', 'summed.eligible_customers') }}
            as unbounded_retention_rate,
        {{ retention_rate(
            'summed.known_start_active_customers', 'summed.known_start_eligible_customers'
        ) }} as known_start_retention_rate
    from summed
    cross join as_of

)

select * from final
