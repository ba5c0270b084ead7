with

source as (

    select * from {{ source('raw', 'interactions') }}

),

typed as (

    select
        {{ read_text('interaction_id') }} as interaction_id,
        {{ read_text('customer_id') }} as customer_id,
        {{ read_timestamp('occurred_at') }} as occurred_at,
        lower({{ read_text('kind') }}) as kind,
        {{ read_text('scene') }} as scene,
        {{ read_money('cost') }} as cost,
        {{ read_timestamp('resolved_at') }} as resolved_at,
        {{ read_text('outcome') }} as outcome,
        {{ read_text('staff_id') }} as staff_id,
        cost as raw_cost,
        resolved_at as raw_resolved_at,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'interaction_id',
            'customer_id',
            'occurred_at',
            'kind',
            'scene',
            'cost',
            'resolved_at',
            'outcome',
            'staff_id',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.interaction_id,
        typed.customer_id,
        typed.occurred_at,
        typed.kind,
        typed.scene,
        typed.cost,
        typed.resolved_at,
        typed.outcome,
        typed.staff_id,
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
            when typed.kind is null then 'missing_kind'
            when
                typed.occurred_at is null
                or {{ is_unreadable('typed.raw_resolved_at', 'typed.resolved_at') }}
                then 'unreadable_date'
            when {{ is_unreadable('typed.raw_cost', 'typed.cost') }} then 'unreadable_amount'
            when typed.occurred_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
