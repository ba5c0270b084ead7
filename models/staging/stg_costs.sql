with

source as (

    select * from {{ source('raw', 'costs') }}

),

typed as (

    select
        {{ read_text('cost_id') }} as cost_id,
        {{ read_date('incurred_on') }} as incurred_on,
        lower({{ read_text('cost_type') }}) as cost_type,
        {{ read_money('amount') }} as amount,
        {{ read_text('channel') }} as channel,
        {{ read_text('campaign_id') }} as campaign_id,
        {{ read_text('customer_id') }} as customer_id,
        {{ read_text('group_name') }} as group_name,
        {{ read_text('group_value') }} as group_value,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'cost_id',
            'incurred_on',
            'cost_type',
            'amount',
            'channel',
            'campaign_id',
            'customer_id',
            'group_name',
            'group_value',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.cost_id,
        typed.incurred_on,
        typed.cost_type,
        typed.amount,
        typed.channel,
        typed.campaign_id,
        typed.customer_id,
        typed.group_name,
        typed.group_value,
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
            when typed.cost_type is null then 'missing_cost_type'
            when typed.incurred_on is null then 'unreadable_date'
            when typed.amount is null then 'unreadable_amount'
            when typed.incurred_on < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
