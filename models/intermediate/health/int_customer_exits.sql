with

spells as (

    select * from {{ ref('int_customer_spells') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

settings as (

    select * from {{ ref('warning_settings') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

followed as (

    select
        customer_id,
        spell_number,
        start_date,
        last_order_date,
        end_date,
        lead(start_date) over (
            partition by customer_id
            order by spell_number
        ) as next_start_date
    from spells

),

exits as (

    select * from followed
    where end_date is not null

),

-- what the year to the last purchase brought is what will be missed
final as (

    select
        exits.customer_id,
        exits.spell_number,
        exits.start_date,
        exits.last_order_date,
        exits.end_date as exit_date,
        exits.next_start_date,
        {{ month_of('exits.end_date') }} as exit_month,
        count(customer_days.variable_cost_amount) < count(*) as is_margin_estimated,
        {{ as_money('sum(customer_days.revenue_amount)') }} as revenue_lost_amount,
        {{ as_money('sum(customer_days.revenue_amount - customer_days.estimated_cost_amount)') }}
            as margin_lost_amount
    from exits
    cross join as_of
    inner join settings
        on {{ is_valid_on('settings', 'as_of.as_of_date') }}
    inner join customer_days
        on
            exits.customer_id = customer_days.customer_id
            and exits.end_date > customer_days.trade_date
            and settings.value_window_days
            > {{ days_between('customer_days.trade_date', 'exits.last_order_date') }}
    group by
        exits.customer_id,
        exits.spell_number,
        exits.start_date,
        exits.last_order_date,
        exits.end_date,
        exits.next_start_date

)

select * from final
