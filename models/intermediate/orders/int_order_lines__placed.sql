with

lines as (

    select * from {{ ref('stg_order_lines') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

repeated as (

    select * from {{ ref('int_order_lines__repeated') }}

),

headers as (

    select * from {{ ref('int_order_headers__judged') }}
    where rejection_code is null

),

-- the header speaks for its lines; where there is no orders table, each line for itself
final as (

    select
        lines.order_id,
        lines.line_number,
        lines.product_id,
        lines.quantity,
        lines.line_amount,
        lines.list_price,
        lines.unit_cost,
        lines.discount_amount,
        lines.attributes,
        lines.load_id,
        lines.source_file,
        lines.source_row_number,
        lines.rejection_code as staged_rejection_code,
        repeated.rejection_code as repeated_rejection_code,
        as_of.as_of_date,
        as_of.reporting_currency_code,
        as_of.is_order_table_given,
        headers.order_id is not null as has_header,
        headers.currency_rate as header_currency_rate,
        lines.currency_code,
        case
            when as_of.is_order_table_given then headers.customer_id else lines.customer_id
        end as customer_id,
        case
            when as_of.is_order_table_given then headers.ordered_at else lines.ordered_at
        end as ordered_at,
        case
            when as_of.is_order_table_given then headers.channel else lines.channel
        end as channel
    from lines
    cross join as_of
    left join repeated
        on
            lines.source_file = repeated.source_file
            and lines.source_row_number = repeated.source_row_number
    left join headers
        on lines.order_id = headers.order_id

)

select * from final
