with

source as (

    select * from {{ source('raw', 'orders') }}

),

typed as (

    select
        {{ read_text('order_id') }} as order_id,
        {{ read_text('customer_id') }} as customer_id,
        {{ read_timestamp('ordered_at') }} as ordered_at,
        {{ read_money('amount') }} as amount,
        {{ read_money('variable_cost') }} as variable_cost,
        {{ read_money('discount_amount') }} as discount_amount,
        upper({{ read_text('currency') }}) as currency_code,
        {{ read_text('channel') }} as channel,
        {{ read_text('campaign_id') }} as campaign_id,
        {{ read_text('salesperson_id') }} as salesperson_id,
        lower({{ read_text('status') }}) as order_status_code,
        {{ read_text('refunds_order_id') }} as refunds_order_id,
        variable_cost as raw_variable_cost,
        discount_amount as raw_discount_amount,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row
    from source

),

final as (

    select
        typed.order_id,
        typed.customer_id,
        typed.ordered_at,
        typed.amount,
        typed.variable_cost,
        typed.discount_amount,
        typed.currency_code,
        typed.channel,
        typed.campaign_id,
        typed.salesperson_id,
        typed.order_status_code,
        typed.refunds_order_id,
        typed._attributes as attributes,
        typed._is_excluded as is_excluded,
        typed._digest as row_digest,
        typed._load_number as load_number,
        typed._load_id as load_id,
        typed._source_file as source_file,
        typed._source_row as source_row_number,
        case
            when typed._unreadable_line is not null then 'unreadable_line'
            when typed._is_excluded then 'excluded_by_mapping'
            when typed.order_id is null then 'missing_order_id'
            when typed.customer_id is null then 'missing_customer_id'
            when typed.ordered_at is null then 'unreadable_date'
            when
                typed.amount is null
                or {{ is_unreadable('typed.raw_variable_cost', 'typed.variable_cost') }}
                or {{ is_unreadable('typed.raw_discount_amount', 'typed.discount_amount') }}
                then 'unreadable_amount'
            when typed.ordered_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from typed

)

select * from final
