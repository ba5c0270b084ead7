with

side_rows as (

    select * from {{ ref('int_row_outcomes') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

rows_by_table as (

    select
        table_name,
        sum(row_count) as row_count,
        sum(case when outcome_code = 'accepted' then row_count else 0 end) as accepted_count
    from side_rows
    group by table_name

),

final as (

    select
        mapped_columns.table_name,
        mapped_columns.column_name,
        coalesce(rows_by_table.row_count, 0) as row_count,
        coalesce(rows_by_table.accepted_count, 0) as accepted_count
    from mapped_columns
    left join rows_by_table
        on mapped_columns.table_name = rows_by_table.table_name

)

select * from final
