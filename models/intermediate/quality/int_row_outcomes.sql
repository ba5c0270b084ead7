with

headers as (

    select * from {{ ref('int_order_headers__judged') }}
    where rejection_code is null

),

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

side_rows as (

    select * from {{ ref('int_side_rows__judged') }}
    where rejection_code is null

),

rejected_rows as (

    select * from {{ ref('int_rejected_rows') }}

),

loaded_files as (

    select * from {{ ref('stg_loaded_files') }}

),

outcomes as (

    select
        'orders' as table_name,
        load_id,
        'accepted' as outcome_code,
        count(*) as row_count,
        sum(amount) as source_amount
    from headers
    group by load_id

    union all

    select
        'order_lines' as table_name,
        load_id,
        'accepted' as outcome_code,
        count(*) as row_count,
        sum(source_amount) as source_amount
    from lines
    group by load_id

    union all

    select
        table_name,
        load_id,
        'accepted' as outcome_code,
        count(*) as row_count,
        sum(source_amount) as source_amount
    from side_rows
    group by table_name, load_id

    union all

    select
        table_name,
        load_id,
        reason_code as outcome_code,
        count(*) as row_count,
        sum(source_amount) as source_amount
    from rejected_rows
    group by table_name, load_id, reason_code

),

final as (

    select
        outcomes.table_name,
        outcomes.load_id,
        loaded_files.source_file,
        outcomes.outcome_code,
        outcomes.row_count,
        outcomes.source_amount
    from outcomes
    inner join loaded_files
        on outcomes.load_id = loaded_files.load_id

)

select * from final
