with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

months as (

    select
        customer_id,
        {{ months_between(first_possible_date(), 'calendar_month') }} as month_number
    from {{ ref('int_customer_months') }}
    where order_count > 0

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

settings as (

    select * from {{ ref('warning_settings') }}

),

-- months are complete when the day after the as-of date is in a later one
silences as (

    select
        facts.customer_id,
        {{ months_between(first_possible_date(), 'facts.last_order_date') }} as last_month_number,
        {{ months_between(first_possible_date(), date_plus_days('as_of.as_of_date', 1)) }}
            as open_month_number,
        facts.tenure_days >= settings.silent_month_tenure_days as is_acquainted
    from facts
    cross join as_of
    inner join settings
        on {{ is_valid_on('settings', 'as_of.as_of_date') }}

),

-- a month is expected when its namesakes of the last year and of the year before had a purchase
missed as (

    select silences.customer_id
    from silences
    inner join months as last_year
        on silences.customer_id = last_year.customer_id
    inner join months as year_before
        on
            last_year.customer_id = year_before.customer_id
            -- constant: a year has 12 months
            and last_year.month_number - 12 = year_before.month_number
    where
        -- constant: a year has 12 months
        last_year.month_number + 12 > silences.last_month_number
        -- constant: a year has 12 months
        and last_year.month_number + 12 < silences.open_month_number
    group by silences.customer_id

),

final as (

    select
        silences.customer_id,
        missed.customer_id is not null as is_season_missed,
        case
            when silences.is_acquainted
                then cast(
                    greatest(silences.open_month_number - silences.last_month_number - 1, 0)
                    as bigint
                )
        end as silent_month_count
    from silences
    left join missed
        on silences.customer_id = missed.customer_id

)

select * from final
