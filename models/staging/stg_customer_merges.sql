with

source as (

    select * from {{ source('raw', 'customer_merges') }}

),

typed as (

    select
        {{ read_text('customer_id') }} as customer_id,
        {{ read_text('merged_into_customer_id') }} as merged_into_customer_id,
        {{ read_timestamp('merged_at') }} as merged_at,
        merged_at as raw_merged_at,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'customer_id',
            'merged_into_customer_id',
            'merged_at',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.customer_id,
        typed.merged_into_customer_id,
        typed.merged_at,
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
            when typed.customer_id is null then 'missing_customer_id'
            when typed.merged_into_customer_id is null then 'missing_merged_into_customer_id'
            when
                {{ is_unreadable('typed.raw_merged_at', 'typed.merged_at') }}
                then 'unreadable_date'
            when typed.merged_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
