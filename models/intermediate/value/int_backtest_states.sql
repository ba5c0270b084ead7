with

windows as (

    select * from {{ ref('int_backtest_windows') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

followed as (

    select
        *,
        lag(window_number) over (
            partition by cut_date, customer_id
            order by window_number
        ) as next_window_number
    from windows
    where is_active

),

states as (

    -- constant: more states than any rule asks for
    {{ dbt.generate_series(100) }}

),

-- a purchase followed for so many windows, until the next one or the day of the forecast
gaps as (

    select
        cut_date,
        next_window_number is null as is_open,
        window_number - coalesce(next_window_number, 1) as gap_number,
        count(*) as gap_count,
        sum(revenue_amount) as revenue_amount
    from followed
    group by
        cut_date,
        next_window_number is null,
        window_number - coalesce(next_window_number, 1)

),

counted as (

    select
        gaps.cut_date,
        cast(states.generated_number as integer) as recency_number,
        rules.migration_smoothing_count,
        sum(case when gaps.gap_number >= states.generated_number then gaps.gap_count else 0 end)
            as followed_count,
        sum(
            case
                when gaps.gap_number = states.generated_number and not gaps.is_open
                    then gaps.gap_count
                else 0
            end
        ) as bought_count,
        sum(gaps.revenue_amount) / {{ as_float('sum(gaps.gap_count)') }} as revenue_per_window
    from gaps
    inner join rules
        on {{ is_valid_on('rules', 'gaps.cut_date') }}
    inner join states
        on rules.migration_state_count >= states.generated_number
    group by gaps.cut_date, states.generated_number, rules.migration_smoothing_count

),

final as (

    select
        cut_date,
        recency_number,
        followed_count,
        bought_count,
        (
            bought_count
            + migration_smoothing_count
            * sum(bought_count) over (partition by cut_date)
            / {{ as_float('nullif(sum(followed_count) over (partition by cut_date), 0)') }}
        ) / (followed_count + migration_smoothing_count) as buy_probability,
        revenue_per_window
    from counted

)

select * from final
