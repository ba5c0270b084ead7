with

-- a warning to others is not a recommendation
pairs as (

    select * from {{ ref('int_referral_pairs') }}
    where is_positive

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

day_periods as (

    select * from {{ ref('int_calendar_day_periods') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

referrers as (

    select
        customer_groups.customer_id,
        customer_groups.group_code,
        customer_groups.group_value,
        pairs.referral_date
    from pairs
    inner join customer_groups
        on pairs.referrer_id = customer_groups.customer_id

),

final as (

    select
        periods.period_grain_code,
        referrers.group_code,
        referrers.group_value,
        periods.period_number,
        count(distinct referrers.customer_id) as referring_customers
    from referrers
    inner join day_periods
        on referrers.referral_date = day_periods.calendar_date
    inner join periods
        on
            day_periods.period_grain_code = periods.period_grain_code
            and day_periods.period_number = periods.period_number
    group by
        periods.period_grain_code,
        referrers.group_code,
        referrers.group_value,
        periods.period_number

)

select * from final
