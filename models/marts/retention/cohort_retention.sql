with

cells as (

    select * from {{ ref('int_group_cohort_cells') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what has not fully happened is unknown, and not zero
observed as (

    select
        cells.*,
        as_of.as_of_date,
        case when cells.is_observable then cells.cohort_customers else 0 end as eligible_customers,
        case when cells.is_observable then cells.active_customers end as known_active_customers,
        case when cells.is_observable then cells.returned_later_customers end
            as known_returned_later_customers,
        case when cells.is_observable then cells.revenue_amount end as known_revenue_amount,
        case when cells.is_observable then cells.cumulative_revenue_amount end
            as known_cumulative_revenue_amount,
        case when cells.is_observable then cells.cumulative_margin_amount end
            as known_cumulative_margin_amount
    from cells
    cross join as_of

),

final as (

    select
        period_grain_code as cohort_grain_code,
        group_code,
        group_value,
        cohort_start_date,
        cast(interval_number as integer) as period_number,
        as_of_date,
        is_observable,
        is_unbounded_mature,
        is_left_edge,
        is_margin_assumed,
        cast(cohort_customers as bigint) as cohort_customers,
        cast(eligible_customers as bigint) as eligible_customers,
        cast(known_active_customers as bigint) as active_customers,
        cast(known_returned_later_customers as bigint) as returned_later_customers,
        {{ as_money('known_revenue_amount') }} as revenue_amount,
        {{ as_money('known_cumulative_revenue_amount') }} as cumulative_revenue_amount,
        {{ as_money('known_cumulative_margin_amount') }} as cumulative_margin_amount,
        {{ amount_per('known_cumulative_revenue_amount', 'cohort_customers') }}
            as cumulative_revenue_per_customer_amount,
        {{ amount_per('known_cumulative_margin_amount', 'cohort_customers') }}
            as cumulative_margin_per_customer_amount,
        {{ retention_rate('known_active_customers', 'eligible_customers') }} as retention_rate,
        {{ retention_rate('known_returned_later_customers', 'eligible_customers') }}
            as unbounded_retention_rate
    from observed

)

select * from final
