with

source as (

    select * from {{ source('load', 'changed_orders') }}

),

final as (

    select
        {{ read_text('order_id') }} as order_id,
        {{ read_text('customer_id') }} as customer_id,
        ordered_at
    from source

)

select * from final
