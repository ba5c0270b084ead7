with

source as (

    select * from {{ source('load', 'mapped_columns') }}

),

final as (

    select
        table_name,
        column_name,
        is_attribute
    from source

)

select * from final
