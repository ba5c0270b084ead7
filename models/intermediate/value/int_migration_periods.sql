with

states as (

    select * from {{ ref('int_migration_states') }}

),

steps as (

    select * from {{ ref('int_migration_steps') }}

),

up_to_1 as (

    select
        chain_code,
        recency_number as from_number,
        recency_number as to_number,
        0 as period_number,
        {{ as_float('1') }} as probability
    from states

    union all

    select
        chain_code,
        from_number,
        to_number,
        1 as period_number,
        step_probability as probability
    from steps
    where step_count = 1

),

up_to_3 as (

    select * from up_to_1

    union all

    select
        up_to_1.chain_code,
        up_to_1.from_number,
        steps.to_number,
        up_to_1.period_number + steps.step_count as period_number,
        sum(up_to_1.probability * steps.step_probability) as probability
    from up_to_1
    inner join steps
        on
            up_to_1.chain_code = steps.chain_code
            and up_to_1.to_number = steps.from_number
    where steps.step_count = 2 -- constant: a power of two
    group by
        up_to_1.chain_code,
        up_to_1.from_number,
        steps.to_number,
        up_to_1.period_number + steps.step_count

),

up_to_7 as (

    select * from up_to_3

    union all

    select
        up_to_3.chain_code,
        up_to_3.from_number,
        steps.to_number,
        up_to_3.period_number + steps.step_count as period_number,
        sum(up_to_3.probability * steps.step_probability) as probability
    from up_to_3
    inner join steps
        on
            up_to_3.chain_code = steps.chain_code
            and up_to_3.to_number = steps.from_number
    where steps.step_count = 4 -- constant: a power of two
    group by
        up_to_3.chain_code,
        up_to_3.from_number,
        steps.to_number,
        up_to_3.period_number + steps.step_count

),

up_to_15 as (

    select * from up_to_7

    union all

    select
        up_to_7.chain_code,
        up_to_7.from_number,
        steps.to_number,
        up_to_7.period_number + steps.step_count as period_number,
        sum(up_to_7.probability * steps.step_probability) as probability
    from up_to_7
    inner join steps
        on
            up_to_7.chain_code = steps.chain_code
            and up_to_7.to_number = steps.from_number
    where steps.step_count = 8 -- constant: a power of two
    group by
        up_to_7.chain_code,
        up_to_7.from_number,
        steps.to_number,
        up_to_7.period_number + steps.step_count

),

final as (

    select
        chain_code,
        from_number,
        to_number,
        period_number,
        probability
    from up_to_15

)

select * from final
