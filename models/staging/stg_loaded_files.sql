with

source as (

    select * from {{ source('load', 'loaded_files') }}

),

final as (

    select
        table_name,
        source_file,
        load_id,
        load_number,
        content_hash,
        row_count
    from source

)

select * from final
