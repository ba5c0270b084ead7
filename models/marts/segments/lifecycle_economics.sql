with

segments as (

    select * from {{ ref('int_customer_dates__segmented') }}

),

segment_dates as (

    select * from {{ ref('int_segment_dates') }}
    where is_month_end

),

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

cohort_sizes as (

    select
        cohort_month,
        count(*) as cohort_customers
    from facts
    group by cohort_month

),

-- a month counts for the stage in which the customer ended it
stays as (

    select
        segments.customer_id,
        facts.cohort_month,
        segments.lifecycle_stage_code,
        count(*) as month_count,
        sum(customer_months.order_count) as order_count,
        sum(customer_months.revenue_amount) as revenue_amount,
        sum(customer_months.revenue_amount - customer_months.estimated_cost_amount)
            as estimated_margin_amount
    from segments
    inner join segment_dates
        on segments.segment_date = segment_dates.segment_date
    inner join facts
        on segments.customer_id = facts.customer_id
    left join customer_months
        on
            segments.customer_id = customer_months.customer_id
            and segment_dates.calendar_month = customer_months.calendar_month
    group by segments.customer_id, facts.cohort_month, segments.lifecycle_stage_code

),

summed as (

    select
        cohort_month,
        lifecycle_stage_code,
        count(*) as customers,
        sum(month_count) as month_count,
        coalesce(sum(order_count), 0) as order_count,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
        coalesce(sum(estimated_margin_amount), 0) as estimated_margin_amount
    from stays
    group by cohort_month, lifecycle_stage_code

),

final as (

    select
        summed.cohort_month,
        cast(summed.lifecycle_stage_code as {{ dbt.type_string() }}) as lifecycle_stage_code,
        as_of.as_of_date,
        cohort_sizes.cohort_customers,
        summed.customers,
        cast(summed.month_count as bigint) as month_count,
        cast(summed.order_count as bigint) as order_count,
        {{ as_money('summed.revenue_amount') }} as revenue_amount,
        {{ as_money('summed.estimated_margin_amount') }} as estimated_margin_amount,
        {{ amount_per('summed.estimated_margin_amount', 'summed.month_count') }}
            as margin_per_month_amount,
        {{ ratio('summed.customers', 'cohort_sizes.cohort_customers') }} as customer_share,
        {{ ratio('summed.month_count', 'summed.customers') }} as months_per_customer_ratio,
        {{ ratio('summed.order_count', 'summed.month_count') }} as orders_per_month_ratio
    from summed
    inner join cohort_sizes
        on summed.cohort_month = cohort_sizes.cohort_month
    cross join as_of

)

select * from final
