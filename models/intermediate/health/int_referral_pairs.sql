with

handed_over as (

    select * from {{ ref('stg_referrals') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'referrals' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

people as (

    select
        coalesce(referrers.person_customer_id, handed_over.referrer_id) as referrer_id,
        coalesce(referred.person_customer_id, handed_over.referred_id) as referred_id,
        cast(handed_over.referred_at as date) as referral_date,
        lower(handed_over.sentiment) as sentiment,
        handed_over.incentive
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    left join identities as referrers
        on handed_over.referrer_id = referrers.customer_id
    left join identities as referred
        on handed_over.referred_id = referred.customer_id

),

-- identities that were merged may have spoken to the same person, or to themselves
final as (

    select
        referrer_id,
        referred_id,
        min(referral_date) as referral_date,
        min(case when sentiment = 'negative' then 1 else 0 end) = 0 as is_positive,
        {{ as_money('sum(incentive)') }} as incentive_amount
    from people
    where referrer_id <> referred_id
    group by referrer_id, referred_id

)

select * from final
