-- Which reds are worth a call this week?
-- Call from the top: a call pays where the loss to be expected without it, times the share of calls
-- that keep a customer, is more than the call costs. The running sum says what so many calls cover.
with

warnings as (

    select * from {{ ref('customer_warnings') }}

),

worth as (

    select * from {{ ref('customer_lifetime_value') }}

),

final as (

    select
        warnings.priority_number,
        warnings.customer_id,
        warnings.tier_since_date,
        warnings.recency_days,
        warnings.value_at_risk_amount,
        warnings.churn_probability_rate,
        warnings.expected_loss_amount,
        worth.lifetime_value_amount,
        sum(warnings.expected_loss_amount) over (
            order by warnings.priority_number
        ) as cumulative_expected_loss_amount,
        warnings.suggested_response
    from warnings
    left join worth
        on warnings.customer_id = worth.customer_id
    where warnings.warning_tier_code = 'red'

)

select * from final
order by priority_number
