with

changed as (

    select * from {{ ref('stg_changed_orders') }}

),

touched_orders as (

    select * from {{ ref('int_touched_orders') }}

),

built as (

    select * from {{ ref('stg_build_state') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

order_lines as (

    select * from {{ ref('stg_order_lines') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- when a touched order was before, and when it is now
dated as (

    select cast(ordered_at as date) as order_date
    from changed

    union all

    select cast(orders.ordered_at as date) as order_date
    from orders
    inner join touched_orders
        on orders.order_id = touched_orders.order_id

    union all

    select cast(order_lines.ordered_at as date) as order_date
    from order_lines
    inner join touched_orders
        on order_lines.order_id = touched_orders.order_id

),

earliest as (

    select min(order_date) as order_date
    from dated

),

-- what a date knows lies before it; where the first date moves, all dates are made anew
final as (

    select
        least(
            as_of.as_of_date,
            built.as_of_date,
            coalesce(earliest.order_date, as_of.as_of_date),
            case
                when
                    as_of.data_start_date <> built.data_start_date
                    or rules.history_months is not null
                    then least(as_of.data_start_date, built.data_start_date)
                else as_of.as_of_date
            end
        ) as touched_from_date
    from as_of
    cross join built
    cross join earliest
    cross join rules

)

select * from final
