with

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

customers as (

    select * from {{ ref('int_customers__profiled') }}

),

profiles as (

    select profile_id
    from customers
    group by profile_id

),

group_codes as (

    select group_code
    from customer_groups
    group by group_code

),

final as (

    select
        profiles.profile_id,
        customer_groups.group_code,
        customer_groups.group_value
    from profiles
    inner join customer_groups
        on profiles.profile_id = customer_groups.customer_id

    union all

    -- who only ever returned goods has no first purchase to take attributes from
    select
        '(refund_only)' as profile_id,
        group_code,
        case when group_code = 'all' then 'all' else '(unknown)' end as group_value
    from group_codes

)

select * from final
