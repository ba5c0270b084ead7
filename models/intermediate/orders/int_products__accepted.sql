with

products as (

    select * from {{ ref('stg_products') }}
    where rejection_code is null

),

ranked as (

    select
        product_id,
        product_name,
        category,
        unit_cost,
        list_price,
        row_number() over (
            partition by product_id
            order by load_number desc, source_file desc, source_row_number desc
        ) as version_number
    from products

),

final as (

    select
        product_id,
        product_name,
        category,
        unit_cost,
        list_price
    from ranked
    where version_number = 1

)

select * from final
