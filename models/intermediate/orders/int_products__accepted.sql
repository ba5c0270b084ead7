with

products as (

    select * from {{ ref('stg_products') }}
    where rejection_code is null

),

repeated as (

    select * from {{ ref('int_side_rows__repeated') }}
    where table_name = 'products'

),

final as (

    select
        products.product_id,
        products.product_name,
        products.category,
        products.unit_cost,
        products.list_price
    from products
    left join repeated
        on
            products.source_file = repeated.source_file
            and products.source_row_number = repeated.source_row_number
    where repeated.source_row_number is null

)

select * from final
