with

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

vintage_rules as (

    select * from {{ ref('vintage_rules') }}

),

rules as (

    select
        as_of.as_of_date,
        as_of.data_start_date,
        lapse_rules.lapse_days,
        probability_rules.horizon_days
    from as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'as_of.as_of_date') }}

),

-- union drops a vintage that happens to be the lapse window
ages as (

    select 0 as age_days

    union distinct

    select lapse_days as age_days
    from rules

    union distinct

    select days_before_days as age_days
    from vintage_rules

),

dated as (

    select
        {{ date_plus_days('rules.as_of_date', '-ages.age_days') }} as cut_date,
        rules.as_of_date,
        case when ages.age_days = 0 then rules.horizon_days else ages.age_days end as horizon_days,
        rules.lapse_days as window_days,
        ages.age_days = 0 as is_present,
        ages.age_days = rules.lapse_days as is_window_past
    from rules
    cross join ages
    -- an earlier forecast needs a window of history to learn from
    where
        ages.age_days = 0
        or {{ date_plus_days('rules.as_of_date', '-ages.age_days - rules.lapse_days') }}
        >= rules.data_start_date

),

-- in calendar months: the one that goes on when the day is over, how much of it has passed, and how
-- many the windows come to
final as (

    select
        cut_date,
        as_of_date,
        horizon_days,
        window_days,
        is_present,
        is_window_past,
        {{ month_of(date_plus_days('cut_date', 1)) }} as open_month,
        cast(
            ({{ days_between(month_of(date_plus_days('cut_date', 1)), 'cut_date') }} + 1)
            * 12 / {{ as_double(365) }} as decimal(18, 9) -- constant: months and days in a year
        ) as open_month_ratio,
        -- constant: as above
        cast(horizon_days * 12 / {{ as_double(365) }} as decimal(18, 9)) as horizon_month_ratio,
        greatest(
            cast(round(window_days * 12 / {{ as_double(365) }}) as integer), 1 -- constant: as above
        ) as window_month_count
    from dated

)

select * from final
