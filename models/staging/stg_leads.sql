with

source as (

    select * from {{ source('raw', 'leads') }}

),

typed as (

    select
        {{ read_text('lead_id') }} as lead_id,
        {{ read_timestamp('created_at') }} as created_at,
        lower({{ read_text('stage') }}) as stage,
        {{ read_text('customer_id') }} as customer_id,
        {{ read_date('expected_close_on') }} as expected_close_on,
        {{ read_date('closed_on') }} as closed_on,
        {{ read_boolean('won') }} as won,
        {{ read_text('salesperson_id') }} as salesperson_id,
        expected_close_on as raw_expected_close_on,
        closed_on as raw_closed_on,
        won as raw_won,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'lead_id',
            'created_at',
            'stage',
            'customer_id',
            'expected_close_on',
            'closed_on',
            'won',
            'salesperson_id',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.lead_id,
        typed.created_at,
        typed.stage,
        typed.customer_id,
        typed.expected_close_on,
        typed.closed_on,
        typed.won,
        typed.salesperson_id,
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
            when typed.lead_id is null then 'missing_lead_id'
            when typed.stage is null then 'missing_stage'
            when
                typed.created_at is null
                or {{ is_unreadable('typed.raw_expected_close_on', 'typed.expected_close_on') }}
                or {{ is_unreadable('typed.raw_closed_on', 'typed.closed_on') }}
                then 'unreadable_date'
            when {{ is_unreadable('typed.raw_won', 'typed.won') }} then 'unreadable_flag'
            when typed.created_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
