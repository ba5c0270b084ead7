with

source as (

    select * from {{ source('raw', 'churn_reasons') }}

),

typed as (

    select
        {{ read_text('customer_id') }} as customer_id,
        {{ read_timestamp('reported_at') }} as reported_at,
        lower({{ read_text('reason_code') }}) as reason_code,
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
            'reported_at',
            'reason_code',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.customer_id,
        typed.reported_at,
        typed.reason_code,
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
            when typed.reason_code is null then 'missing_reason_code'
            when typed.reported_at is null then 'unreadable_date'
            when typed.reported_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
