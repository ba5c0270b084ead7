with

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind = 'complaint'

),

surveys as (

    select * from {{ ref('int_surveys__accepted') }}
    where is_negative and question in ('satisfaction', 'experience', 'recommend')

),

referrals as (

    select * from {{ ref('int_referral_pairs') }}
    where not is_positive and referral_date is not null

),

spoken as (

    select
        customer_id,
        interaction_date as signal_date,
        resolved_date,
        'complaint' as signal_code
    from interactions

    union all

    select
        customer_id,
        answer_date as signal_date,
        cast(null as date) as resolved_date,
        case question when 'recommend' then 'warning_others' else 'dissatisfaction' end
            as signal_code
    from surveys

    union all

    select
        referrer_id as customer_id,
        referral_date as signal_date,
        cast(null as date) as resolved_date,
        'warning_others' as signal_code
    from referrals

),

final as (

    select
        customer_id,
        signal_date,
        signal_code,
        count(*) as signal_count,
        count(resolved_date) as resolved_count
    from spoken
    group by customer_id, signal_date, signal_code

)

select * from final
