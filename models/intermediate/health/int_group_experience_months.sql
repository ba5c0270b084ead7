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

-- those who never bought belong to everybody and to no other group
grouped as (

    select
        experience_months.calendar_month,
        experience_months.scene,
        experience_months.measure_code,
        coalesce(groups.group_code, 'all') as group_code,
        coalesce(groups.group_value, 'all') as group_value,
        experience_months.measure_count,
        experience_months.positive_count,
        experience_months.negative_count,
        experience_months.level_sum
    from experience_months
    left join groups
        on experience_months.customer_id = groups.customer_id

),

summed as (

    select
        calendar_month,
        scene,
        measure_code,
        group_code,
        group_value,
        sum(measure_count) as measure_count,
        sum(positive_count) as positive_count,
        sum(negative_count) as negative_count,
        sum(level_sum) as level_sum
    from grouped
    group by calendar_month, scene, measure_code, group_code, group_value

),

by_scene as (

    select
        calendar_month,
        scene,
        measure_code,
        group_code,
        group_value,
        measure_count,
        positive_count,
        negative_count,
        level_sum
    from summed

    union all

    select
        calendar_month,
        '(all)' as scene,
        measure_code,
        group_code,
        group_value,
        sum(measure_count) as measure_count,
        sum(positive_count) as positive_count,
        sum(negative_count) as negative_count,
        sum(level_sum) as level_sum
    from summed
    group by calendar_month, measure_code, group_code, group_value

),

spoken_months as (

    select calendar_month
    from summed
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
