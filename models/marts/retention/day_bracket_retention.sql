with

day_brackets as (

    select * from {{ ref('int_profile_day_brackets') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        day_brackets.day_index_code,
        profile_groups.group_code,
        profile_groups.group_value,
        day_brackets.lower_day_number,
        day_brackets.upper_day_number,
        sum(day_brackets.eligible_customers) as eligible_customers,
        sum(day_brackets.active_customers) as active_customers
    from day_brackets
    inner join profile_groups
        on day_brackets.profile_id = profile_groups.profile_id
    group by
        day_brackets.day_index_code,
        profile_groups.group_code,
        profile_groups.group_value,
        day_brackets.lower_day_number,
        day_brackets.upper_day_number

),

final as (

    select
        summed.day_index_code,
        summed.group_code,
        summed.group_value,
        cast(summed.lower_day_number as integer) as lower_day_number,
        cast(summed.upper_day_number as integer) as upper_day_number,
        as_of.as_of_date,
        cast(summed.eligible_customers as bigint) as eligible_customers,
        cast(summed.active_customers as bigint) as active_customers,
        {{ retention_rate('summed.active_customers', 'summed.eligible_customers') }}
            as retention_rate
    from summed
    cross join as_of

)

select * from final
