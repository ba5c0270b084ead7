with

source as (

    select * from {{ source('raw', 'market_events') }}

),

typed as (

    select
        {{ read_date('event_on') }} as event_on,
        {{ read_text('event_name') }} as event_name,
        lower({{ read_text('kind') }}) as kind,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'event_on',
            'event_name',
            'kind',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.event_on,
        typed.event_name,
        typed.kind,
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
            when typed.event_name is null then 'missing_event_name'
            when typed.event_on is null then 'unreadable_date'
        end as rejection_code
    from typed

)

select * from final
