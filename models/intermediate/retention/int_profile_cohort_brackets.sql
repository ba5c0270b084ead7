with

customer_periods as (

    select * from {{ ref('int_customer_periods') }}
    where order_count > 0

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

brackets as (

    select * from {{ ref('cohort_brackets') }}

),

-- a customer counts once, however many periods of the bracket they bought in
visited as (

    select
        customer_periods.period_grain_code,
        customer_periods.customer_id,
        customer_periods.first_purchase_period_number as cohort_period_number,
        brackets.lower_period_number
    from customer_periods
    inner join brackets
        on
            customer_periods.period_grain_code = brackets.cohort_grain_code
            and customer_periods.period_number - customer_periods.first_purchase_period_number
            >= brackets.lower_period_number
            and customer_periods.period_number - customer_periods.first_purchase_period_number
            < brackets.upper_period_number
    group by
        customer_periods.period_grain_code,
        customer_periods.customer_id,
        customer_periods.first_purchase_period_number,
        brackets.lower_period_number

),

final as (

    select
        visited.period_grain_code,
        profiled.profile_id,
        visited.cohort_period_number,
        visited.lower_period_number,
        count(*) as active_customers
    from visited
    inner join profiled
        on visited.customer_id = profiled.customer_id
    group by
        visited.period_grain_code,
        profiled.profile_id,
        visited.cohort_period_number,
        visited.lower_period_number

)

select * from final
