with

source as (

    select * from {{ source('raw', 'order_lines') }}

),

typed as (

    select
        {{ read_text('order_id') }} as order_id,
        {{ read_integer('line_number') }} as line_number,
        {{ read_text('product_id') }} as product_id,
        {{ read_number('quantity') }} as quantity,
        {{ read_number('unit_price') }} as unit_price,
        {{ read_money('amount') }} as given_amount,
        {{ read_number('list_price') }} as list_price,
        {{ read_number('unit_cost') }} as unit_cost,
        {{ read_money('discount_amount') }} as discount_amount,
        {{ read_text('customer_id') }} as customer_id,
        {{ read_timestamp('ordered_at') }} as ordered_at,
        {{ read_text('channel') }} as channel,
        upper({{ read_text('currency') }}) as currency_code,
        line_number as raw_line_number,
        unit_price as raw_unit_price,
        amount as raw_amount,
        list_price as raw_list_price,
        unit_cost as raw_unit_cost,
        discount_amount as raw_discount_amount,
        ordered_at as raw_ordered_at,
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

-- what was paid for the line: as handed over, or else quantity times price, to the cent
paid as (

    select
        typed.*,
        coalesce(
            typed.given_amount,
            {{ read_product('typed.quantity', 'typed.unit_price', 'decimal(18, 4)') }}
        ) as line_amount
    from typed

),

final as (

    select
        paid.order_id,
        paid.line_number,
        paid.product_id,
        paid.quantity,
        paid.unit_price,
        paid.line_amount,
        paid.list_price,
        paid.unit_cost,
        paid.discount_amount,
        paid.customer_id,
        paid.ordered_at,
        paid.channel,
        paid.currency_code,
        paid._attributes as attributes,
        paid._is_excluded as is_excluded,
        paid._digest as row_digest,
        paid._load_number as load_number,
        paid._load_id as load_id,
        paid._source_file as source_file,
        paid._source_row as source_row_number,
        case
            when paid._unreadable_line is not null then 'unreadable_line'
            when paid._is_excluded then 'excluded_by_mapping'
            when paid.order_id is null then 'missing_order_id'
            when
                {{ is_unreadable('paid.raw_line_number', 'paid.line_number') }}
                then 'unreadable_number'
            when paid.quantity is null then 'unreadable_quantity'
            when
                {{ is_unreadable('paid.raw_unit_price', 'paid.unit_price') }}
                or {{ is_unreadable('paid.raw_amount', 'paid.given_amount') }}
                or {{ is_unreadable('paid.raw_list_price', 'paid.list_price') }}
                or {{ is_unreadable('paid.raw_unit_cost', 'paid.unit_cost') }}
                or {{ is_unreadable('paid.raw_discount_amount', 'paid.discount_amount') }}
                or paid.line_amount is null
                then 'unreadable_amount'
            when
                {{ is_unreadable('paid.raw_ordered_at', 'paid.ordered_at') }}
                then 'unreadable_date'
            when paid.ordered_at < {{ first_possible_date() }} then 'impossible_date'
        end as rejection_code
    from paid

)

select * from final
