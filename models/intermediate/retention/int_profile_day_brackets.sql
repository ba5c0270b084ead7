with

orders as (

    select * from {{ ref('int_orders__day_indexed') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

brackets as (

    select * from {{ ref('day_brackets') }}

),

ages as (

    select * from {{ ref('int_customer_day_ages') }}

),

visits as (

    select
        customer_id,
        'calendar' as day_index_code,
        calendar_day_number as visit_day_number
    from orders

    union all

    select
        customer_id,
        'rolling' as day_index_code,
        rolling_day_number as visit_day_number
    from orders

    union all

    select
        customer_id,
        'hour_floored' as day_index_code,
        hour_floored_day_number as visit_day_number
    from orders

),

-- a customer counts once, and only when old enough for the whole bracket
judged as (

    select
        ages.day_index_code,
        ages.customer_id,
        brackets.lower_day_number,
        brackets.upper_day_number,
        max(case when visits.visit_day_number is not null then 1 else 0 end) as active_count
    from ages
    inner join brackets
        on ages.age_days >= brackets.upper_day_number
    left join visits
        on
            ages.customer_id = visits.customer_id
            and ages.day_index_code = visits.day_index_code
            and brackets.lower_day_number <= visits.visit_day_number
            and brackets.upper_day_number > visits.visit_day_number
    group by
        ages.day_index_code,
        ages.customer_id,
        brackets.lower_day_number,
        brackets.upper_day_number

),

final as (

    select
        judged.day_index_code,
        profiled.profile_id,
        judged.lower_day_number,
        judged.upper_day_number,
        count(*) as eligible_customers,
        sum(judged.active_count) as active_customers
    from judged
    inner join profiled
        on judged.customer_id = profiled.customer_id
    group by
        judged.day_index_code,
        profiled.profile_id,
        judged.lower_day_number,
        judged.upper_day_number

)

select * from final
