with

departures as (

    select * from {{ ref('int_seller_departures') }}

),

assignments as (

    select * from {{ ref('int_assignments__accepted') }}

),

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

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

-- whose purchase before the day is recent: one row per customer, with what came next
alive as (

    select
        departures.salesperson_id,
        departures.departure_date,
        purchase_days.customer_id,
        coalesce(
            purchase_days.next_purchase_date
            > {{ date_plus_days('departures.departure_date', 'departures.loss_days') }},
            true
        ) as is_lost
    from departures
    inner join purchase_days
        on
            departures.departure_date >= purchase_days.purchase_date
            and {{ days_between('purchase_days.purchase_date', 'departures.departure_date') }}
            < departures.active_days
            and (
                departures.departure_date < purchase_days.next_purchase_date
                or purchase_days.next_purchase_date is null
            )

),

-- what ended long before the seller left was handed over with care
left_behind as (

    select
        departures.salesperson_id,
        assignments.customer_id
    from departures
    inner join assignments
        on
            departures.salesperson_id = assignments.salesperson_id
            and departures.handover_date <= assignments.end_date
    group by departures.salesperson_id, assignments.customer_id

),

margins as (

    select
        alive.salesperson_id,
        alive.customer_id,
        sum(customer_days.revenue_amount - customer_days.estimated_cost_amount) as margin_amount
    from alive
    inner join left_behind
        on
            alive.salesperson_id = left_behind.salesperson_id
            and alive.customer_id = left_behind.customer_id
    cross join as_of
    inner join settings
        on {{ is_valid_on('settings', 'as_of.as_of_date') }}
    inner join customer_days
        on
            alive.customer_id = customer_days.customer_id
            and alive.departure_date >= customer_days.trade_date
            and {{ days_between('customer_days.trade_date', 'alive.departure_date') }}
            < settings.value_window_days
    group by alive.salesperson_id, alive.customer_id

),

final as (

    select
        alive.salesperson_id,
        alive.customer_id,
        left_behind.customer_id is not null as is_left_behind,
        alive.is_lost,
        {{ as_money('margins.margin_amount') }} as margin_amount
    from alive
    left join left_behind
        on
            alive.salesperson_id = left_behind.salesperson_id
            and alive.customer_id = left_behind.customer_id
    left join margins
        on
            alive.salesperson_id = margins.salesperson_id
            and alive.customer_id = margins.customer_id

)

select * from final
