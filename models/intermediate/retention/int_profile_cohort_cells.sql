with

customer_periods as (

    select * from {{ ref('int_customer_periods') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

period_grains as (

    select * from {{ ref('period_grains') }}
    where is_cohort_grain

),

-- refunds from before the first purchase belong to no cell of a cohort
cohort_periods as (

    select
        customer_periods.*,
        profiled.profile_id,
        facts.is_left_edge,
        customer_periods.period_number - customer_periods.first_purchase_period_number
            as interval_number
    from customer_periods
    inner join period_grains
        on customer_periods.period_grain_code = period_grains.period_grain_code
    inner join profiled
        on customer_periods.customer_id = profiled.customer_id
    inner join facts
        on customer_periods.customer_id = facts.customer_id
    where customer_periods.period_number >= customer_periods.first_purchase_period_number

),

final as (

    select
        period_grain_code,
        profile_id,
        first_purchase_period_number as cohort_period_number,
        interval_number,
        count(case when order_count > 0 then 1 end) as active_customers,
        count(case when order_count > 0 and period_number = last_purchase_period_number then 1 end)
            as last_seen_customers,
        count(case when is_left_edge and interval_number = 0 then 1 end) as left_edge_customers,
        {{ as_money('sum(revenue_amount)') }} as revenue_amount,
        {{ as_money('sum(revenue_amount - estimated_cost_amount)') }} as margin_amount,
        count(case when is_cost_assumed then 1 end) as assumed_cost_customers
    from cohort_periods
    group by period_grain_code, profile_id, first_purchase_period_number, interval_number

)

select * from final
