{%- set orders_columns = [
    'order_id', 'customer_id', 'ordered_at', 'amount', 'variable_cost', 'discount_amount',
    'currency', 'channel', 'campaign_id', 'salesperson_id', 'status', 'refunds_order_id',
    'attributes', 'unreadable_line',
] -%}
{%- set order_lines_columns = [
    'order_id', 'line_number', 'product_id', 'quantity', 'unit_price', 'amount', 'list_price',
    'unit_cost', 'discount_amount', 'customer_id', 'ordered_at', 'channel', 'currency',
    'attributes', 'unreadable_line',
] -%}
{#- nothing of an erased customer is shown; their orders are renamed by `scripts/erase.py` -#}
{%- set is_shown =
    "not judged.is_erased and coalesce(handed_over.order_id, '') not like 'erased-%'" -%}
with

rejected_headers as (

    select * from {{ ref('int_order_headers__judged') }}
    where rejection_code is not null

),

rejected_lines as (

    select * from {{ ref('int_order_lines__judged') }}
    where rejection_code is not null

),

orders_handed_over as (

    select * from {{ ref('stg_orders__handed_over') }}

),

order_lines_handed_over as (

    select * from {{ ref('stg_order_lines__handed_over') }}

),

side_rows as (

    select * from {{ ref('int_side_rows__judged') }}
    where rejection_code is not null

),

headers as (

    select
        judged.load_id,
        judged.source_file,
        judged.source_row_number,
        judged.rejection_code,
        judged.amount as source_amount,
        case when {{ is_shown }} then {{ as_json(orders_columns, 'handed_over.') }} end
            as content
    from rejected_headers as judged
    inner join orders_handed_over as handed_over
        on
            judged.source_file = handed_over.source_file
            and judged.source_row_number = handed_over.source_row_number

),

lines as (

    select
        judged.load_id,
        judged.source_file,
        judged.source_row_number,
        judged.rejection_code,
        judged.line_amount as source_amount,
        case when {{ is_shown }} then {{ as_json(order_lines_columns, 'handed_over.') }} end
            as content
    from rejected_lines as judged
    inner join order_lines_handed_over as handed_over
        on
            judged.source_file = handed_over.source_file
            and judged.source_row_number = handed_over.source_row_number

),

final as (

    select
        'orders' as table_name,
        load_id,
        source_file,
        source_row_number,
        rejection_code as reason_code,
        source_amount,
        content
    from headers

    union all

    select
        'order_lines' as table_name,
        load_id,
        source_file,
        source_row_number,
        rejection_code as reason_code,
        source_amount,
        content
    from lines

    union all

    select
        table_name,
        load_id,
        source_file,
        source_row_number,
        rejection_code as reason_code,
        source_amount,
        content
    from side_rows

)

select * from final
