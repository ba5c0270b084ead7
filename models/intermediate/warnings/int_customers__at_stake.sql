with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

settings as (

    select * from {{ ref('warning_settings') }}

),

-- the margin of the last year; where a cost is assumed, so is the margin
final as (

    select
        customer_days.customer_id,
        {{ as_money('sum(customer_days.revenue_amount - customer_days.estimated_cost_amount)') }}
            as value_at_risk_amount,
        count(customer_days.variable_cost_amount) < count(*) as is_margin_estimated
    from customer_days
    cross join as_of
    inner join settings
        on {{ is_valid_on('settings', 'as_of.as_of_date') }}
    where
        {{ days_between('customer_days.trade_date', 'as_of.as_of_date') }}
        < settings.value_window_days
    group by customer_days.customer_id

)

select * from final
