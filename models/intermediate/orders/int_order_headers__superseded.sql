with

as_of as (

    select * from {{ ref('int_as_of') }}

),

handed_over as (

    select * from {{ touched('stg_orders', 'order_id') }}

),

-- a row that is rejected for itself does not replace another
orders as (

    select handed_over.*
    from handed_over
    cross join as_of
    where
        handed_over.rejection_code is null
        and cast(handed_over.ordered_at as date) <= as_of.as_of_date

),

repeated_keys as (

    select order_id
    from orders
    group by order_id
    having count(*) > 1

),

-- the row loaded last speaks for its order
ranked as (

    select
        orders.order_id,
        orders.source_file,
        orders.source_row_number,
        row_number() over (
            partition by orders.order_id
            order by orders.load_number desc, orders.source_file desc, orders.source_row_number desc
        ) as version_number
    from orders
    inner join repeated_keys
        on orders.order_id = repeated_keys.order_id

),

final as (

    select
        order_id,
        source_file,
        source_row_number
    from ranked
    where version_number > 1

)

select * from final
