with

experience_months as (

    select * from {{ ref('int_experience_months') }}

),

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

scened as (

    select
        *,
        scene as in_scene
    from experience_months

    union all

    select
        *,
        '(all)' as in_scene
    from experience_months

),

-- those who never bought belong to everybody and to no other group
by_scene as (

    select
        scened.calendar_month,
        scened.in_scene as scene,
        scened.measure_code,
        coalesce(groups.group_code, 'all') as group_code,
        coalesce(groups.group_value, 'all') as group_value,
        sum(scened.measure_count) as measure_count,
        sum(scened.positive_count) as positive_count,
        sum(scened.negative_count) as negative_count,
        sum(scened.level_sum) as level_sum
    from scened
    left join groups
        on scened.customer_id = groups.customer_id
    group by
        scened.calendar_month,
        scened.in_scene,
        scened.measure_code,
        coalesce(groups.group_code, 'all'),
        coalesce(groups.group_value, 'all')

),

spoken_months as (

    select calendar_month
    from experience_months
    group by calendar_month

),

-- what is not spoken of is not counted: only months in which somebody said something
orders as (

    select
        customer_months.calendar_month,
        groups.group_code,
        groups.group_value,
        sum(customer_months.order_count) as order_count
    from customer_months
    inner join spoken_months
        on customer_months.calendar_month = spoken_months.calendar_month
    inner join groups
        on customer_months.customer_id = groups.customer_id
    group by customer_months.calendar_month, groups.group_code, groups.group_value

),

final as (

    select
        by_scene.calendar_month,
        by_scene.scene,
        by_scene.measure_code,
        by_scene.group_code,
        by_scene.group_value,
        cast(by_scene.measure_count as bigint) as measure_count,
        cast(by_scene.positive_count as bigint) as positive_count,
        cast(by_scene.negative_count as bigint) as negative_count,
        by_scene.level_sum,
        cast(coalesce(orders.order_count, 0) as bigint) as order_count
    from by_scene
    left join orders
        on
            by_scene.calendar_month = orders.calendar_month
            and by_scene.group_code = orders.group_code
            and by_scene.group_value = orders.group_value

)

select * from final
