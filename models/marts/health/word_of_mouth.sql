with

pairs as (

    select * from {{ ref('int_referral_pairs') }}
    where referral_date is not null

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

months as (

    select * from {{ ref('int_monitor_months') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

given as (

    select count(case when column_name = 'incentive' then 1 end) > 0 as is_incentive_given
    from inputs
    where table_name = 'referrals'
    having count(*) > 0

),

followed as (

    select
        {{ month_of('pairs.referral_date') }} as calendar_month,
        pairs.referrer_id,
        pairs.referred_id,
        pairs.is_positive,
        pairs.incentive_amount,
        coalesce(facts.first_order_date >= pairs.referral_date, false) as is_won
    from pairs
    left join facts
        on pairs.referred_id = facts.customer_id

),

-- word of mouth cuts both ways
summed as (

    select
        calendar_month,
        count(distinct case when is_positive then referrer_id end) as referring_customers,
        count(distinct case when not is_positive then referrer_id end) as warning_customers,
        count(case when is_positive then 1 end) as positive_count,
        count(case when not is_positive then 1 end) as negative_count,
        count(case when is_positive and is_won then 1 end) as won_count,
        count(case when not is_positive and is_won then 1 end) as won_in_spite_count,
        sum(incentive_amount) as incentive_amount
    from followed
    group by calendar_month

),

final as (

    select
        months.calendar_month,
        as_of.as_of_date,
        months.is_complete,
        cast(months.active_customers as bigint) as active_customers,
        cast(coalesce(summed.referring_customers, 0) as bigint) as referring_customers,
        cast(coalesce(summed.warning_customers, 0) as bigint) as warning_customers,
        cast(coalesce(summed.positive_count, 0) as bigint) as positive_count,
        cast(coalesce(summed.negative_count, 0) as bigint) as negative_count,
        cast(coalesce(summed.won_count, 0) as bigint) as won_count,
        cast(coalesce(summed.won_in_spite_count, 0) as bigint) as won_in_spite_count,
        case
            when given.is_incentive_given
                then {{ as_money('coalesce(summed.incentive_amount, 0)') }}
        end as incentive_amount,
        months.referral_rate,
        {{ ratio('summed.won_count', 'summed.positive_count') }} as won_share,
        {{ ratio(
            'summed.positive_count - summed.negative_count',
            '(summed.positive_count + summed.negative_count)'
        ) }} as net_word_ratio
    from months
    cross join given
    cross join as_of
    left join summed
        on months.calendar_month = summed.calendar_month

)

select * from final
