with

headers as (

    select * from {{ touched('int_order_headers__judged', 'order_id') }}
    where
        order_id is not null
        and coalesce(rejection_code, 'accepted') not in ('superseded_row', 'duplicate_row')

),

lines as (

    select * from {{ touched('int_order_lines__judged', 'order_id') }}
    where
        order_id is not null
        and coalesce(rejection_code, 'accepted') not in ('superseded_row', 'duplicate_row')

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

loaded_files as (

    select * from {{ ref('stg_loaded_files') }}

),

accepted as (

    select * from {{ touched('int_orders__accepted', 'order_id') }}

),

-- where there is an orders table its rows say what an order is worth; else its lines do
statements as (

    select
        order_id,
        load_id,
        stated_customer_id,
        ordered_at as stated_at,
        amount as stated_amount,
        is_erased
    from headers

    union all

    select
        lines.order_id,
        lines.load_id,
        lines.stated_customer_id,
        lines.ordered_at as stated_at,
        lines.line_amount as stated_amount,
        lines.is_erased
    from lines
    cross join as_of
    where not as_of.is_order_table_given

),

orders as (

    select
        statements.order_id,
        max(case when statements.is_erased then 1 else 0 end) = 1 as is_erased,
        min(statements.stated_customer_id) as stated_customer_id,
        min(statements.stated_at) as stated_at,
        sum(statements.stated_amount) as stated_amount,
        max(loaded_files.content_hash) as content_hash
    from statements
    left join loaded_files
        on statements.load_id = loaded_files.load_id
    group by statements.order_id

),

final as (

    select
        orders.order_id,
        accepted.customer_id,
        accepted.order_date,
        {{ as_money('accepted.revenue_amount') }} as revenue_amount,
        orders.is_erased,
        {{ dbt.hash(
            "coalesce(orders.stated_customer_id, '') || '|' || "
            ~ "coalesce(" ~ as_text('orders.stated_at') ~ ", '') || '|' || "
            ~ "coalesce(" ~ as_text('orders.stated_amount') ~ ", '')"
        ) }} as statement_hash,
        orders.content_hash
    from orders
    left join accepted
        on orders.order_id = accepted.order_id

)

select * from final
