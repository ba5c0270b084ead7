with

headers as (

    select * from {{ ref('int_order_headers__judged') }}
    where rejection_code is not null

),

lines as (

    select * from {{ ref('int_order_lines__judged') }}
    where rejection_code is not null

),

side_rows as (

    select * from {{ ref('int_side_rows__judged') }}
    where rejection_code is not null

),

final as (

    select
        'orders' as table_name,
        load_id,
        source_file,
        source_row_number,
        rejection_code as reason_code,
        cast(amount as decimal(18, 4)) as source_amount,
        content
    from headers

    union all

    select
        'order_lines' as table_name,
        load_id,
        source_file,
        source_row_number,
        rejection_code as reason_code,
        cast(line_amount as decimal(18, 4)) as source_amount,
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
