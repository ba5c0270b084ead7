with

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

-- lengths keep apart values that would read alike when put side by side
keys as (

    select
        customer_id,
        {{ dbt.listagg(
            "concat(cast(length(group_value) as " ~ dbt.type_string() ~ "), ':', group_value)",
            "','",
            'order by group_code'
        ) }} as profile_key
    from customer_groups
    group by customer_id

),

profiles as (

    select
        profile_key,
        min(customer_id) as profile_id
    from keys
    group by profile_key

),

final as (

    select
        keys.customer_id,
        profiles.profile_id
    from keys
    inner join profiles
        on keys.profile_key = profiles.profile_key

)

select * from final
