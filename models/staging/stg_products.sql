with

source as (

    select * from {{ source('raw', 'products') }}

),

typed as (

    select
        {{ read_text('product_id') }} as product_id,
        {{ read_text('product_name') }} as product_name,
        {{ read_text('category') }} as category,
        {{ read_number('unit_cost') }} as unit_cost,
        {{ read_number('list_price') }} as list_price,
        unit_cost as raw_unit_cost,
        list_price as raw_list_price,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'product_id',
            'product_name',
            'category',
            'unit_cost',
            'list_price',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.product_id,
        typed.product_name,
        typed.category,
        typed.unit_cost,
        typed.list_price,
        typed._attributes as attributes,
        typed._is_excluded as is_excluded,
        typed._digest as row_digest,
        typed._load_number as load_number,
        typed._load_id as load_id,
        typed._source_file as source_file,
        typed._source_row as source_row_number,
        typed.content,
        case
            when typed._unreadable_line is not null then 'unreadable_line'
            when typed._is_excluded then 'excluded_by_mapping'
            when typed.product_id is null then 'missing_product_id'
            when
                {{ is_unreadable('typed.raw_unit_cost', 'typed.unit_cost') }}
                or {{ is_unreadable('typed.raw_list_price', 'typed.list_price') }}
                then 'unreadable_amount'
        end as rejection_code
    from typed

)

select * from final
