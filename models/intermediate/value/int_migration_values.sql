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

valued as (

    select
        *,
        own_amount
        + return_ratio * max(
            case when recency_number = 1 then own_amount / nullif(1 - return_ratio, 0) end
        ) over (partition by chain_code) as value_amount
    from until_next

),

-- contact ends before the first state that is worth less than nothing
kept as (

    select
        *,
        min(value_amount) over (
            partition by chain_code
            order by recency_number
        ) >= 0 as is_contact_worthwhile
    from valued

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

final as (

    select
        chain_code,
        recency_number,
        is_contact_worthwhile,
        reward_amount,
        value_amount,
        policy_own_amount
        + policy_return_ratio * max(
            case
                when recency_number = 1
                    then policy_own_amount / nullif(1 - policy_return_ratio, 0)
            end
        ) over (partition by chain_code) as policy_value_amount
    from solved_again

)

select * from final
