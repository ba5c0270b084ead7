with

events as (

    select * from {{ ref('int_customer_events') }}

),

final as (

    select
        customer_id || ':' || event_code as event_id,
        customer_id,
        expected_date,
        as_of_date,
        event_code,
        value_part_code,
        revenue_amount,
        cost_amount,
        {{ as_money(present_value(
            'probability_rate * (revenue_amount - cost_amount)', 'annual_rate', 'ahead_days'
        )) }} as present_value_amount,
        probability_rate
    from events

)

select * from final
