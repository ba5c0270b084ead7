with

source as (

    select * from {{ source('load', 'published_orders') }}

),

final as (

    select
        version_number,
        as_of_date,
        order_id,
        customer_id,
        order_date,
        revenue_amount,
        is_erased,
        statement_hash,
        content_hash
    from source

)

select * from final
