with

pairs as (

    select * from {{ ref('int_referral_pairs') }}

),

-- who was referred by several came by the first
ranked as (

    select
        *,
        row_number() over (
            partition by referred_id, is_positive
            order by referral_date, referrer_id
        ) as referral_number
    from pairs

),

final as (

    select
        referrer_id,
        referred_id,
        not is_positive as is_negative,
        {{ as_money('coalesce(incentive_amount, 0)') }} as incentive_amount
    from ranked
    where referral_number = 1

)

select * from final
