with

changed as (

    select * from {{ ref('stg_changed_orders') }}

),

touched_orders as (

    select * from {{ ref('int_touched_orders') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

order_lines as (

    select * from {{ ref('stg_order_lines') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

built as (

    select * from {{ ref('stg_build_state') }}

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

month_numbers as (

    -- constant: months from 1970 into the next century
    {{ dbt.generate_series(2000) }}

),

months as (

    select
        {{ date_plus_months(first_possible_date(), 'cast(generated_number as integer) - 1') }}
            as calendar_month
    from month_numbers

),

-- all days on which anything may have changed, before or after
dates as (

    select cast(ordered_at as date) as change_date
    from changed

    union all

    select cast(orders.ordered_at as date) as change_date
    from orders
    inner join touched_orders
        on orders.order_id = touched_orders.order_id

    union all

    select cast(order_lines.ordered_at as date) as change_date
    from order_lines
    inner join touched_orders
        on order_lines.order_id = touched_orders.order_id

    union all

    select as_of_date as change_date
    from as_of

    union all

    select as_of_date as change_date
    from built

),

reach as (

    select
        min(change_date) as first_date,
        max(change_date) as last_date
    from dates

),

horizon as (

    select max(horizon_days) as horizon_days from horizons

),

-- a month's end is judged by what came before it, and by who comes back within the horizons
final as (

    select months.calendar_month
    from months
    cross join reach
    cross join built
    cross join horizon
    where
        months.calendar_month <= reach.last_date
        and {{ date_plus_months('months.calendar_month', 1) }}
        > {{ date_plus_days('reach.first_date', '-horizon.horizon_days') }}

)

select * from final
