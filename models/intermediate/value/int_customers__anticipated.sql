with

valued as (

    select * from {{ ref('int_customers__valued') }}
    where has_expectation

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

value_rules as (

    select * from {{ ref('value_rules') }}

),

-- the part of later purchases that goes to categories the customer did not come for
cross_sold as (

    select
        least(
            greatest(
                coalesce(
                    sum(cross_sell_amount)
                    / {{ as_float('nullif(sum(repeat_amount + cross_sell_amount), 0)') }},
                    0
                ),
                0
            ),
            1
        ) as cross_sell_ratio
    from valued

),

-- at least one purchase, were purchases to come at random at the expected rate
final as (

    select
        valued.customer_id,
        value_rates.as_of_date,
        facts.status_code,
        valued.horizon_days,
        valued.alive_probability_rate,
        valued.churn_probability_rate,
        valued.expected_order_ratio,
        valued.expected_order_amount,
        valued.service_cost_amount / {{ as_float('facts.tenure_days + 1') }} as service_day_amount,
        value_rates.margin_ratio,
        value_rates.annual_rate,
        cross_sold.cross_sell_ratio,
        value_rules.contact_cost_amount,
        value_rules.minimum_event_probability,
        1 - exp(-{{ as_float('valued.expected_order_ratio') }}) as purchase_probability,
        least(
            greatest(
                coalesce(
                    cast(round(facts.median_gap_days) as integer) - facts.recency_days,
                    cast(floor(valued.horizon_days / 2.0) as integer) -- constant: half way
                ),
                1
            ),
            valued.horizon_days
        ) as next_days,
        greatest(lapse_rules.lapse_days + 1 - facts.recency_days, 1) as lapse_days
    from valued
    inner join facts
        on valued.customer_id = facts.customer_id
    cross join value_rates
    cross join cross_sold
    inner join value_rules
        on {{ is_valid_on('value_rules', 'value_rates.as_of_date') }}
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'value_rates.as_of_date') }}

)

select * from final
