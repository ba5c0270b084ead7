with

referrals as (

    select * from {{ ref('stg_referrals') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where
        table_name = 'referrals'
        and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

resolved as (

    select
        coalesce(referrers.person_customer_id, referrals.referrer_id) as referrer_id,
        coalesce(referred.person_customer_id, referrals.referred_id) as referred_id,
        referrals.referred_at,
        coalesce(referrals.sentiment = 'negative', false) as is_negative,
        coalesce(referrals.incentive, 0) as incentive_amount
    from referrals
    cross join as_of
    inner join judged
        on
            referrals.source_file = judged.source_file
            and referrals.source_row_number = judged.source_row_number
    left join identities as referrers
        on referrals.referrer_id = referrers.customer_id
    left join identities as referred
        on referrals.referred_id = referred.customer_id
    where
        referrals.referred_at is null
        or cast(referrals.referred_at as date) <= as_of.as_of_date

),

-- who was referred by several came by the first
ranked as (

    select
        *,
        row_number() over (
            partition by referred_id, is_negative
            order by referred_at, referrer_id
        ) as referral_number
    from resolved
    where referrer_id <> referred_id

),

final as (

    select
        referrer_id,
        referred_id,
        is_negative,
        {{ as_money('incentive_amount') }} as incentive_amount
    from ranked
    where referral_number = 1

)

select * from final
