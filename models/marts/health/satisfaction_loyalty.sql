with

answers as (

    select * from {{ ref('int_satisfaction_answers') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

bands as (

    select * from {{ ref('satisfaction_bands') }}

),

grid as (

    select * from {{ ref('loyalty_grid') }}

),

ranked as (

    select
        customer_id,
        score_level,
        row_number() over (
            partition by customer_id
            order by answer_date desc, scene asc
        ) as answer_number
    from answers

),

-- loyalty is what they do: they came back, and they are still here
placed as (

    select
        groups.group_code,
        groups.group_value,
        facts.as_of_date,
        bands.satisfaction_level_code,
        facts.is_repeat and facts.status_code = 'active' as is_loyal
    from ranked
    inner join facts
        on ranked.customer_id = facts.customer_id
    inner join groups
        on ranked.customer_id = groups.customer_id
    inner join bands
        on
            ranked.score_level >= bands.lower_level
            and (ranked.score_level < bands.upper_level or bands.upper_level is null)
    where ranked.answer_number = 1

),

counted as (

    select
        group_code,
        group_value,
        as_of_date,
        satisfaction_level_code,
        is_loyal,
        count(*) as customers
    from placed
    group by group_code, group_value, as_of_date, satisfaction_level_code, is_loyal

),

final as (

    select
        cast(counted.group_code as {{ dbt.type_string() }}) as group_code,
        cast(counted.group_value as {{ dbt.type_string() }}) as group_value,
        cast(counted.satisfaction_level_code as {{ dbt.type_string() }}) as satisfaction_level_code,
        counted.is_loyal,
        counted.as_of_date,
        cast(grid.loyalty_grid_code as {{ dbt.type_string() }}) as loyalty_grid_code,
        cast(counted.customers as bigint) as customers,
        {{ ratio('counted.customers', 'sum(counted.customers) over (
            partition by counted.group_code, counted.group_value
        )') }} as customer_share
    from counted
    inner join grid
        on
            counted.satisfaction_level_code = grid.satisfaction_level_code
            and counted.is_loyal = grid.is_loyal

)

select * from final
