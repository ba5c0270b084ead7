with

pooled as (

    select * from {{ ref('int_cohort_years__pooled') }}
    -- quarters are over sooner than years: of them most is known
    where cohort_grain_code = 'quarter' and followed_customers > 0

),

windows as (

    select * from {{ ref('int_backtest_windows') }}
    where is_active

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

placed as (

    select
        cut_date,
        horizon_days,
        window_number,
        max(window_number) over (partition by cut_date, customer_id) - window_number + 1
            as period_number
    from windows

),

-- followed into the next window, and kept into this one
stepped as (

    select
        cut_date,
        horizon_days,
        period_number,
        1 as followed_count,
        0 as kept_count
    from placed
    where window_number > 1

    union all

    select
        cut_date,
        horizon_days,
        period_number - 1 as period_number,
        0 as followed_count,
        1 as kept_count
    from placed
    where period_number > 1

),

counted as (

    select
        'all' as group_code,
        'all' as group_value,
        cut_date as fitted_as_of_date,
        horizon_days as period_days,
        period_number,
        sum(followed_count) as followed_count,
        sum(kept_count) as kept_count
    from stepped
    group by cut_date, horizon_days, period_number

    union all

    select
        pooled.group_code,
        pooled.group_value,
        as_of.as_of_date as fitted_as_of_date,
        365 as period_days, -- constant: days in a year
        pooled.year_number as period_number,
        pooled.followed_customers as followed_count,
        pooled.kept_customers as kept_count
    from pooled
    cross join as_of

),

bounded as (

    select
        *,
        count(*) over (partition by group_code, group_value, fitted_as_of_date) as period_count,
        sum(followed_count) over (
            partition by group_code, group_value, fitted_as_of_date
        ) as all_followed_count
    from counted
    where followed_count > 0

),

final as (

    select
        bounded.group_code,
        bounded.group_value,
        bounded.fitted_as_of_date,
        cast(bounded.period_days as integer) as period_days,
        cast(bounded.period_number as integer) as period_number,
        cast(bounded.followed_count as bigint) as followed_count,
        -- who comes back after a pause was not lost: no more can be kept than were followed
        cast(least(bounded.kept_count, bounded.followed_count) as bigint) as kept_count
    from bounded
    cross join as_of
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'as_of.as_of_date') }}
    -- constant: one period says nothing of how retention changes
    where
        bounded.period_count > 1
        and bounded.all_followed_count >= probability_rules.minimum_fit_customers

)

select * from final
