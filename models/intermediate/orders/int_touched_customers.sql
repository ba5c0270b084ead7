with

touched_orders as (

    select * from {{ ref('int_touched_orders') }}

),

changed as (

    select * from {{ ref('stg_changed_orders') }}

),

orders as (

    select * from {{ ref('stg_orders') }}

),

order_lines as (

    select * from {{ ref('stg_order_lines') }}

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

-- who an order belonged to before, and who it belongs to now
named as (

    select customer_id
    from changed

    union distinct

    select orders.customer_id
    from orders
    inner join touched_orders
        on orders.order_id = touched_orders.order_id

    union distinct

    select order_lines.customer_id
    from order_lines
    inner join touched_orders
        on order_lines.order_id = touched_orders.order_id

),

final as (

    select coalesce(identities.person_customer_id, named.customer_id) as customer_id
    from named
    left join identities
        on named.customer_id = identities.customer_id
    where named.customer_id is not null
    group by coalesce(identities.person_customer_id, named.customer_id)

)

select * from final
