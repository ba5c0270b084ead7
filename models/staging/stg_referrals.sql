with

source as (

    select * from {{ source('raw', 'referrals') }}

),

typed as (

    select
        {{ read_text('referrer_id') }} as referrer_id,
        {{ read_text('referred_id') }} as referred_id,
        {{ read_timestamp('referred_at') }} as referred_at,
        lower({{ read_text('sentiment') }}) as sentiment,
        {{ read_money('incentive') }} as incentive,
        referred_at as raw_referred_at,
        incentive as raw_incentive,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'referrer_id',
            'referred_id',
            'referred_at',
            'sentiment',
            'incentive',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.referrer_id,
        typed.referred_id,
        typed.referred_at,
        typed.sentiment,
        typed.incentive,
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
            when typed.referrer_id is null then 'missing_referrer_id'
            when typed.referred_id is null then 'missing_referred_id'
            when
                {{ is_unreadable('typed.raw_referred_at', 'typed.referred_at') }}
                then 'unreadable_date'
            when
                {{ is_unreadable('typed.raw_incentive', 'typed.incentive') }}
                then 'unreadable_amount'
            when typed.referred_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
