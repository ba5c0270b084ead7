with

source as (

    select * from {{ source('raw', 'order_lines') }}

),

final as (

    select
        order_id,
        line_number,
        product_id,
        quantity,
        unit_price,
        amount,
        list_price,
        unit_cost,
        discount_amount,
        customer_id,
        ordered_at,
        channel,
        currency,
        _attributes as attributes,
        _unreadable_line as unreadable_line,
        _source_file as source_file,
        _source_row as source_row_number
    from source

)

select * from final
