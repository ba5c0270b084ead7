with

source as (

    select * from {{ source('raw', 'customers') }}

),

typed as (

    select
        {{ read_text('customer_id') }} as customer_id,
        {{ read_timestamp('signed_up_at') }} as signed_up_at,
        {{ read_date('birth_date') }} as birth_date,
        {{ read_text('age_band') }} as age_band,
        {{ read_text('gender') }} as gender,
        {{ read_money('annual_income') }} as annual_income,
        {{ read_text('income_band') }} as income_band,
        {{ read_text('occupation') }} as occupation,
        {{ read_text('region') }} as region,
        {{ read_text('country') }} as country,
        {{ read_text('acquisition_channel') }} as acquisition_channel,
        {{ read_text('acquisition_campaign_id') }} as acquisition_campaign_id,
        {{ read_text('customer_type') }} as customer_type,
        {{ read_money('switching_cost') }} as switching_cost,
        {{ read_boolean('do_not_retain') }} as do_not_retain,
        signed_up_at as raw_signed_up_at,
        birth_date as raw_birth_date,
        annual_income as raw_annual_income,
        switching_cost as raw_switching_cost,
        do_not_retain as raw_do_not_retain,
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
            'signed_up_at',
            'birth_date',
            'age_band',
            'gender',
            'annual_income',
            'income_band',
            'occupation',
            'region',
            'country',
            'acquisition_channel',
            'acquisition_campaign_id',
            'customer_type',
            'switching_cost',
            'do_not_retain',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.customer_id,
        typed.signed_up_at,
        typed.birth_date,
        typed.age_band,
        typed.gender,
        typed.annual_income,
        typed.income_band,
        typed.occupation,
        typed.region,
        typed.country,
        typed.acquisition_channel,
        typed.acquisition_campaign_id,
        typed.customer_type,
        typed.switching_cost,
        typed.do_not_retain,
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
            when
                {{ is_unreadable('typed.raw_signed_up_at', 'typed.signed_up_at') }}
                or {{ is_unreadable('typed.raw_birth_date', 'typed.birth_date') }}
                then 'unreadable_date'
            when
                {{ is_unreadable('typed.raw_annual_income', 'typed.annual_income') }}
                or {{ is_unreadable('typed.raw_switching_cost', 'typed.switching_cost') }}
                then 'unreadable_amount'
            when
                {{ is_unreadable('typed.raw_do_not_retain', 'typed.do_not_retain') }}
                then 'unreadable_flag'
            when typed.signed_up_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
