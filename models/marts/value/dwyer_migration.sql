with

states as (

    select * from {{ ref('int_migration_states') }}

),

state_values as (

    select * from {{ ref('int_migration_values') }}

),

periods as (

    select * from {{ ref('int_migration_periods') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

asked as (

    select
        periods.chain_code,
        periods.from_number as recency_number,
        periods.period_number,
        as_of.as_of_date,
        sum(case when periods.to_number = 1 then periods.probability else 0 end)
            as buyer_probability,
        sum(periods.probability * state_values.reward_amount) as reward_amount
    from periods
    cross join as_of
    inner join rules
        on
            periods.period_number <= rules.migration_period_count
            and {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join state_values
        on
            periods.chain_code = state_values.chain_code
            and periods.to_number = state_values.recency_number
    group by
        periods.chain_code,
        periods.from_number,
        periods.period_number,
        as_of.as_of_date

),

valued as (

    select
        asked.*,
        states.customer_count,
        states.buy_probability,
        states.is_contact_cost_assumed,
        asked.reward_amount / power(1 + states.period_rate, asked.period_number)
            as period_value_amount,
        sum(asked.reward_amount / power(1 + states.period_rate, asked.period_number)) over (
            partition by asked.chain_code, asked.recency_number
            order by asked.period_number
        ) as value_amount
    from asked
    inner join states
        on
            asked.chain_code = states.chain_code
            and asked.recency_number = states.recency_number

),

final as (

    select
        valued.as_of_date,
        valued.recency_number,
        valued.period_number,
        state_values.is_contact_worthwhile,
        valued.is_contact_cost_assumed,
        cast(valued.customer_count as bigint) as customers,
        {{ as_whole('valued.customer_count * valued.buyer_probability') }}
            as expected_buyer_customers,
        {{ as_money('valued.customer_count * valued.period_value_amount') }}
            as expected_value_amount,
        {{ as_money('valued.value_amount') }} as value_per_customer_amount,
        {{ as_money('valued.value_amount - state_values.reward_amount') }}
            as residual_value_per_customer_amount,
        {{ as_money('state_values.value_amount') }} as lifetime_value_per_customer_amount,
        {{ as_money(
            'case when state_values.is_contact_worthwhile '
            ~ 'then state_values.policy_value_amount else 0 end'
        ) }}
            as policy_value_per_customer_amount,
        cast(valued.buy_probability as decimal(12, 6)) as buy_rate
    from valued
    inner join state_values
        on
            valued.chain_code = state_values.chain_code
            and valued.recency_number = state_values.recency_number

)

select * from final
