with

states as (

    select * from {{ ref('int_migration_states') }}

),

-- the chance of still being silent in a state, discounted to the first
reached as (

    select
        *,
        case when recency_number = 1 then contribution_amount else 0 end - contact_cost_amount
            as reward_amount,
        coalesce(
            {{ product_over(
                '(1 - buy_probability) / (1 + period_rate)',
                'partition by chain_code order by recency_number'
                ~ ' rows between unbounded preceding and 1 preceding'
            ) }},
            1
        ) as reach_ratio
    from states

),

-- what is gained until the next purchase, and what that purchase is worth in its turn
until_next as (

    select
        *,
        sum(reward_amount * reach_ratio) over (
            partition by chain_code
            order by recency_number desc
        ) / nullif(reach_ratio, 0) as own_amount,
        sum(buy_probability * reach_ratio / (1 + period_rate)) over (
            partition by chain_code
            order by recency_number desc
        ) / nullif(reach_ratio, 0) as return_ratio
    from reached

),

first_states as (

    select
        chain_code,
        own_amount / nullif(1 - return_ratio, 0) as first_value_amount
    from until_next
    where recency_number = 1

),

valued as (

    select
        until_next.*,
        until_next.own_amount + until_next.return_ratio * first_states.first_value_amount
            as value_amount
    from until_next
    inner join first_states
        on until_next.chain_code = first_states.chain_code

),

stops as (

    select
        chain_code,
        min(case when value_amount < 0 then recency_number end) as stop_number
    from valued
    group by chain_code

),

-- contact ends before the first state that is worth less than nothing
kept as (

    select
        valued.*,
        stops.stop_number is null or valued.recency_number < stops.stop_number
            as is_contact_worthwhile
    from valued
    inner join stops
        on valued.chain_code = stops.chain_code

),

solved_again as (

    select
        *,
        sum(case when is_contact_worthwhile then reward_amount * reach_ratio else 0 end) over (
            partition by chain_code
            order by recency_number desc
        ) / nullif(reach_ratio, 0) as policy_own_amount,
        sum(
            case when is_contact_worthwhile then buy_probability else 0 end
            * reach_ratio / (1 + period_rate)
        ) over (
            partition by chain_code
            order by recency_number desc
        ) / nullif(reach_ratio, 0) as policy_return_ratio
    from kept

),

policy_firsts as (

    select
        chain_code,
        policy_own_amount / nullif(1 - policy_return_ratio, 0) as policy_first_amount
    from solved_again
    where recency_number = 1

),

final as (

    select
        solved_again.chain_code,
        solved_again.recency_number,
        solved_again.is_contact_worthwhile,
        solved_again.reward_amount,
        solved_again.value_amount,
        solved_again.policy_own_amount
        + solved_again.policy_return_ratio * policy_firsts.policy_first_amount
            as policy_value_amount
    from solved_again
    inner join policy_firsts
        on solved_again.chain_code = policy_firsts.chain_code

)

select * from final
