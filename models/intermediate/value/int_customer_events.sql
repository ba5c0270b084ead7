with

expected as (

    select * from {{ ref('int_customers__anticipated') }}

),

event_rules as (

    select * from {{ ref('event_rules') }}
    where is_forecast

),

dated as (

    select
        expected.*,
        event_rules.event_code,
        event_rules.value_part_code,
        case event_rules.event_code
            when 'next_purchase' then expected.next_days
            when 'lapse' then expected.lapse_days
            when 'win_back_offer' then 1
            else cast(floor((expected.horizon_days + 1) / 2.0) as integer) -- constant: half way
        end as ahead_days,
        case event_rules.event_code
            when 'lapse' then expected.churn_probability_rate
            when 'win_back_offer' then 1
            when 'service_contact' then expected.alive_probability_rate
            else expected.purchase_probability
        end as probability,
        case event_rules.event_code
            when 'next_purchase' then expected.expected_order_amount
            when 'later_purchases'
                then
                    expected.expected_order_amount
                    * (expected.expected_order_ratio / nullif(expected.purchase_probability, 0) - 1)
                    * (1 - expected.cross_sell_ratio)
            when 'cross_sell'
                then
                    expected.expected_order_amount
                    * (expected.expected_order_ratio / nullif(expected.purchase_probability, 0) - 1)
                    * expected.cross_sell_ratio
            else 0
        end as revenue
    from expected
    cross join event_rules
    where
        case event_rules.event_code
            when 'lapse' then expected.status_code = 'active'
            when 'win_back_offer' then expected.status_code = 'lapsed'
            when 'service_contact' then expected.service_day_amount is not null
            when 'cross_sell' then expected.cross_sell_ratio > 0
            else true
        end

),

priced as (

    select
        *,
        case event_code
            when 'service_contact' then service_day_amount * horizon_days
            when 'win_back_offer' then contact_cost_amount
            else revenue * (1 - margin_ratio)
        end as cost
    from dated
    where probability >= minimum_event_probability

),

final as (

    select
        customer_id,
        event_code,
        value_part_code,
        as_of_date,
        annual_rate,
        cast(ahead_days as integer) as ahead_days,
        {{ date_plus_days('as_of_date', 'cast(ahead_days as integer)') }} as expected_date,
        cast(probability as decimal(12, 6)) as probability_rate,
        {{ as_money('revenue') }} as revenue_amount,
        {{ as_money('cost') }} as cost_amount
    from priced

)

select * from final
