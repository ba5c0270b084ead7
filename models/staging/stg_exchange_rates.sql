with

source as (

    select * from {{ source('raw', 'exchange_rates') }}

),

typed as (

    select
        upper({{ read_text('currency') }}) as currency,
        {{ read_date('rate_on') }} as rate_on,
        {{ read_number('rate') }} as rate,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'currency',
            'rate_on',
            'rate',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.currency,
        typed.rate_on,
        typed.rate,
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
            when typed.currency is null then 'missing_currency'
            when typed.rate_on is null then 'unreadable_date'
            when typed.rate is null or typed.rate <= 0 then 'unreadable_number'
            when typed.rate_on < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
