with

source as (

    select * from {{ source('raw', 'assignments') }}

),

typed as (

    select
        {{ read_text('customer_id') }} as customer_id,
        {{ read_text('salesperson_id') }} as salesperson_id,
        {{ read_date('starts_on') }} as starts_on,
        {{ read_date('ends_on') }} as ends_on,
        ends_on as raw_ends_on,
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
            'salesperson_id',
            'starts_on',
            'ends_on',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.customer_id,
        typed.salesperson_id,
        typed.starts_on,
        typed.ends_on,
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
            when typed.salesperson_id is null then 'missing_salesperson_id'
            when
                typed.starts_on is null
                or {{ is_unreadable('typed.raw_ends_on', 'typed.ends_on') }}
                then 'unreadable_date'
        end as rejection_code
    from typed

)

select * from final
