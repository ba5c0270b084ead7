with

states as (

    select * from {{ ref('int_migration_states') }}

),

-- one period: a purchase leads to the first state, silence to the next; beyond the last is lost
one_step as (

    select
        chain_code,
        recency_number as from_number,
        1 as to_number,
        buy_probability as step_probability
    from states

    union all

    select
        states.chain_code,
        states.recency_number as from_number,
        fallen.recency_number as to_number,
        1 - states.buy_probability as step_probability
    from states
    inner join states as fallen
        on
            states.chain_code = fallen.chain_code
            and states.recency_number + 1 = fallen.recency_number

),

-- each join doubles the number of periods: 2, 4, 8
two_steps as (

    select
        one_step.chain_code,
        one_step.from_number,
        onward.to_number,
        sum(one_step.step_probability * onward.step_probability) as step_probability
    from one_step
    inner join one_step as onward
        on
            one_step.chain_code = onward.chain_code
            and one_step.to_number = onward.from_number
    group by one_step.chain_code, one_step.from_number, onward.to_number

),

four_steps as (

    select
        two_steps.chain_code,
        two_steps.from_number,
        onward.to_number,
        sum(two_steps.step_probability * onward.step_probability) as step_probability
    from two_steps
    inner join two_steps as onward
        on
            two_steps.chain_code = onward.chain_code
            and two_steps.to_number = onward.from_number
    group by two_steps.chain_code, two_steps.from_number, onward.to_number

),

eight_steps as (

    select
        four_steps.chain_code,
        four_steps.from_number,
        onward.to_number,
        sum(four_steps.step_probability * onward.step_probability) as step_probability
    from four_steps
    inner join four_steps as onward
        on
            four_steps.chain_code = onward.chain_code
            and four_steps.to_number = onward.from_number
    group by four_steps.chain_code, four_steps.from_number, onward.to_number

),

-- 1, 2, 4 and 8 periods make up any number to 15
final as (

    select
        chain_code,
        from_number,
        to_number,
        step_probability,
        1 as step_count
    from one_step

    union all

    select
        chain_code,
        from_number,
        to_number,
        step_probability,
        2 as step_count -- constant: a power of two
    from two_steps

    union all

    select
        chain_code,
        from_number,
        to_number,
        step_probability,
        4 as step_count -- constant: a power of two
    from four_steps

    union all

    select
        chain_code,
        from_number,
        to_number,
        step_probability,
        8 as step_count -- constant: a power of two
    from eight_steps

)

select * from final
