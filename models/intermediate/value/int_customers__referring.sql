with

referrals as (

    select * from {{ ref('int_referrals__accepted') }}

),

booked as (

    select * from {{ ref('int_customer_costs__booked') }}
    where cost_type = 'acquisition'

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

-- what it costs to win a customer whom nobody referred
paid as (

    select
        sum(coalesce(booked.cost_amount, 0)) / {{ as_float('nullif(count(*), 0)') }}
            as paid_acquisition_amount
    from facts
    left join booked
        on facts.customer_id = booked.customer_id
    left join referrals
        on
            facts.customer_id = referrals.referred_id
            and not referrals.is_negative
    where referrals.referred_id is null

),

-- who was talked out of it never became a customer; who was referred did
final as (

    select
        referrals.referrer_id as customer_id,
        count(case when not referrals.is_negative then 1 end) as referred_count,
        {{ as_money(
            'sum('
            ~ 'case when referrals.is_negative then -1 else 1 end '
            ~ '* (coalesce(paid.paid_acquisition_amount, 0) - referrals.incentive_amount))'
        ) }} as referral_amount
    from referrals
    cross join paid
    left join facts
        on referrals.referred_id = facts.customer_id
    where
        referrals.is_negative
        or facts.customer_id is not null
    group by referrals.referrer_id

)

select * from final
