with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- the day in the middle of the data
middle as (

    select
        {{ date_plus_days(
            'data_start_date',
            'cast(floor(' ~ days_between('data_start_date', 'as_of_date') ~ ' / 2.0) as integer)' 
        ) }} as middle_date -- constant: a half
    from as_of

),

final as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        count(*) as first_half_count,
        count(case when facts.last_order_date > middle.middle_date then 1 end) as kept_count,
        count(case when facts.last_order_date > middle.middle_date then 1 end)
        / {{ as_float('count(*)') }} as retention_ratio
    from facts
    cross join middle
    inner join customer_groups
        on facts.customer_id = customer_groups.customer_id
    where facts.first_order_date <= middle.middle_date
    group by customer_groups.group_code, customer_groups.group_value

)

select * from final
