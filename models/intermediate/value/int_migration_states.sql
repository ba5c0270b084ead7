with

gaps as (

    select * from {{ ref('int_migration_gaps') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}
    where cost_type = 'marketing'

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

states as (

    -- constant: more states than any rule asks for
    {{ dbt.generate_series(100) }}

),

counted as (

    select
        cast(states.generated_number as integer) as recency_number,
        rules.migration_period_days,
        rules.migration_smoothing_count,
        rules.contact_cost_amount,
        value_rates.annual_rate,
        value_rates.margin_ratio,
        sum(case when gaps.gap_number >= states.generated_number then gaps.gap_count else 0 end)
            as followed_count,
        sum(
            case
                when gaps.gap_number = states.generated_number and not gaps.is_open
                    then gaps.gap_count
                else 0
            end
        ) as bought_count,
        -- today's customers: the last purchase was so many periods ago, the running one being 1
        sum(
            case
                when gaps.gap_number + 1 = states.generated_number and gaps.is_open
                    then gaps.gap_count
                else 0
            end
        ) as customer_count,
        sum(gaps.gap_count) as buying_period_count
    from gaps
    cross join value_rates
    inner join rules
        on {{ is_valid_on('rules', 'value_rates.as_of_date') }}
    inner join states
        on rules.migration_state_count >= states.generated_number
    group by
        states.generated_number,
        rules.migration_period_days,
        rules.migration_smoothing_count,
        rules.contact_cost_amount,
        value_rates.annual_rate,
        value_rates.margin_ratio
    -- until a period was followed by another, nobody knows who comes back
    having max(gaps.gap_number) > 0

),

money as (

    select sum(revenue_amount) as revenue_amount from facts

),

-- a small cell leans on all cells
final as (

    select
        'observed' as chain_code,
        counted.recency_number,
        counted.customer_count,
        counted.followed_count,
        counted.bought_count,
        (
            counted.bought_count
            + counted.migration_smoothing_count
            * sum(counted.bought_count) over ()
            / {{ as_float('nullif(sum(counted.followed_count) over (), 0)') }}
        ) / (counted.followed_count + counted.migration_smoothing_count) as buy_probability,
        money.revenue_amount * counted.margin_ratio / counted.buying_period_count
            as contribution_amount,
        not cost_types.is_given as is_contact_cost_assumed,
        {{ as_float(
            'case when cost_types.is_given '
            ~ 'then cost_types.allocated_amount / counted.buying_period_count '
            ~ 'else counted.contact_cost_amount end'
        ) }} as contact_cost_amount,
        power(
            {{ as_float('1 + counted.annual_rate') }},
            counted.migration_period_days / {{ as_double(365) }} -- constant: days in a year
        ) - 1 as period_rate
    from counted
    cross join money
    cross join cost_types

)

select * from final
