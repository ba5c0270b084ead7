with

month_ends as (

    select * from {{ ref('int_customer_month_ends__warned') }}

),

at_stake as (

    select * from {{ ref('int_customer_month_ends__at_stake') }}

),

-- who has not traded for a year has nothing at stake
final as (

    select
        month_ends.rule_set_code,
        month_ends.rule_version_number,
        month_ends.calendar_month,
        month_ends.month_end_date,
        month_ends.all_tier_code,
        month_ends.two_of_three_tier_code,
        month_ends.any_tier_code,
        month_ends.recency_only_tier_code,
        month_ends.outlasted_days,
        month_ends.lead_days,
        count(*) as customers,
        {{ as_money('sum(coalesce(at_stake.value_at_risk_amount, 0))') }} as value_at_risk_amount,
        count(case when at_stake.is_margin_estimated then 1 end) as estimated_customers
    from month_ends
    left join at_stake
        on
            month_ends.customer_id = at_stake.customer_id
            and month_ends.calendar_month = at_stake.calendar_month
    group by
        month_ends.rule_set_code,
        month_ends.rule_version_number,
        month_ends.calendar_month,
        month_ends.month_end_date,
        month_ends.all_tier_code,
        month_ends.two_of_three_tier_code,
        month_ends.any_tier_code,
        month_ends.recency_only_tier_code,
        month_ends.outlasted_days,
        month_ends.lead_days

)

select * from final
