with

referrals as (

    select * from {{ ref('stg_referrals') }}
    where rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

final as (

    select
        coalesce(referrers.person_customer_id, referrals.referrer_id) as referrer_id,
        coalesce(referred.person_customer_id, referrals.referred_id) as referred_id,
        cast(max(referrals.referred_at) as date) as referred_date,
        min(case when referrals.sentiment = 'negative' then 1 else 0 end) = 0 as is_positive
    from referrals
    left join identities as referrers
        on referrals.referrer_id = referrers.customer_id
    left join identities as referred
        on referrals.referred_id = referred.customer_id
    where
        not coalesce(referrers.is_erased, false)
        and not coalesce(referred.is_erased, false)
    group by
        coalesce(referrers.person_customer_id, referrals.referrer_id),
        coalesce(referred.person_customer_id, referrals.referred_id)

)

select * from final
