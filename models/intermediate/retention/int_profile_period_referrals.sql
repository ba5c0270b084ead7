with

referrals as (

    select * from {{ ref('stg_referrals') }}
    where rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

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
        profiled.profile_id,
        profiled.customer_id,
        cast(referrals.referred_at as date) as referral_date
    from referrals
    left join identities
        on referrals.referrer_id = identities.customer_id
    inner join profiled
        on coalesce(identities.person_customer_id, referrals.referrer_id) = profiled.customer_id
    inner join as_of
        on cast(referrals.referred_at as date) <= as_of.as_of_date
    where
        coalesce(referrals.sentiment, 'positive') = 'positive'
        and not coalesce(identities.is_erased, false)

),

final as (

    select
        periods.period_grain_code,
        referrers.profile_id,
        periods.period_number,
        count(distinct referrers.customer_id) as referring_customers
    from referrers
    inner join day_periods
        on referrers.referral_date = day_periods.calendar_date
    inner join periods
        on
            day_periods.period_grain_code = periods.period_grain_code
            and day_periods.period_number = periods.period_number
    group by periods.period_grain_code, referrers.profile_id, periods.period_number

)

select * from final
