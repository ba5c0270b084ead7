with

referrals as (

    select * from {{ ref('stg_referrals') }}
    where rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

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

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- a warning to others is not a recommendation
referrers as (

    select
        customer_groups.customer_id,
        customer_groups.group_code,
        customer_groups.group_value,
        cast(referrals.referred_at as date) as referral_date
    from referrals
    left join identities
        on referrals.referrer_id = identities.customer_id
    inner join customer_groups
        on
            coalesce(identities.person_customer_id, referrals.referrer_id)
            = customer_groups.customer_id
    inner join as_of
        on cast(referrals.referred_at as date) <= as_of.as_of_date
    where
        coalesce(referrals.sentiment, 'positive') = 'positive'
        and not coalesce(identities.is_erased, false)

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
