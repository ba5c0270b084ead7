with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

-- periods are counted back from the date of analysis, so that the last one is whole
placed as (

    select
        purchase_days.customer_id,
        cast(
            floor(
                {{ days_between('purchase_days.purchase_date', 'as_of.as_of_date') }}
                / {{ as_float('rules.migration_period_days') }}
            ) as integer
        ) as periods_ago
    from purchase_days
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}

),

periods as (

    select
        customer_id,
        periods_ago
    from placed
    group by customer_id, periods_ago

),

followed as (

    select
        customer_id,
        periods_ago,
        lag(periods_ago) over (
            partition by customer_id
            order by periods_ago
        ) as next_periods_ago
    from periods

),

-- from a period with a purchase to the next one, or to today
final as (

    select
        case when next_periods_ago is null then periods_ago else periods_ago - next_periods_ago end
            as gap_number,
        next_periods_ago is null as is_open,
        count(*) as gap_count
    from followed
    group by
        case when next_periods_ago is null then periods_ago else periods_ago - next_periods_ago end,
        next_periods_ago is null

)

select * from final
