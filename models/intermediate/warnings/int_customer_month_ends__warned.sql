with

month_ends as (

    select * from {{ touched('int_customer_month_ends__at_stake', 'calendar_month') }}

),

judged as (

    select * from {{ ref('int_purchase_days__judged') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

-- who buys after so many days has outlasted the horizons before
brackets as (

    select
        horizon_days as outlasted_days,
        lead(horizon_days) over (order by horizon_days) as next_horizon_days
    from horizons

    union all

    select
        0 as outlasted_days,
        min(horizon_days) as next_horizon_days
    from horizons

),

-- the last purchase day sets the limits and the falls, the month's end how long the silence is
silences as (

    select
        judged.*,
        month_ends.calendar_month,
        month_ends.month_end_date,
        month_ends.value_at_risk_amount,
        month_ends.is_margin_estimated,
        {{ days_between('judged.anchor_order_date', 'month_ends.month_end_date') }}
            as silence_days,
        {{ days_between('month_ends.month_end_date', 'judged.next_purchase_date') }} as away_days
    from month_ends
    inner join judged
        on
            month_ends.customer_id = judged.customer_id
            and month_ends.last_purchase_date = judged.anchor_order_date

),

-- the lost are past warning
final as (

    select
        silences.rule_set_code,
        silences.rule_version_number,
        silences.customer_id,
        silences.calendar_month,
        silences.month_end_date,
        case
            when silences.is_eligible
                then {{ silence_level(
                    'silences.silence_days',
                    'silences.yellow_limit_days',
                    'silences.orange_limit_days',
                    'silences.red_limit_days'
                ) }}
        end as recency_level_number,
        case when silences.is_eligible then silences.frequency_level_number end
            as frequency_level_number,
        case when silences.is_eligible then silences.monetary_level_number end
            as monetary_level_number,
        brackets.outlasted_days,
        silences.red_limit_days + 1 - silences.silence_days as lead_days,
        silences.value_at_risk_amount,
        silences.is_margin_estimated
    from silences
    inner join brackets
        on
            (silences.away_days > brackets.outlasted_days or silences.away_days is null)
            and (
                silences.away_days <= brackets.next_horizon_days
                or brackets.next_horizon_days is null
            )
    where silences.silence_days <= silences.red_limit_days

)

select * from final
