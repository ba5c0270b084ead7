with

source as (

    select * from {{ source('raw', 'orders') }}

),

final as (

    select
        order_id,
        customer_id,
        ordered_at,
        amount,
        variable_cost,
        discount_amount,
        currency,
        channel,
        campaign_id,
        salesperson_id,
        status,
        refunds_order_id,
        _attributes as attributes,
        _unreadable_line as unreadable_line,
        _source_file as source_file,
        _source_row as source_row_number
    from source

)

select * from final
