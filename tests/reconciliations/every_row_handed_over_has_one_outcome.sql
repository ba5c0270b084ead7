-- For every file: rows read = rows accepted + rows rejected.
with

loaded_files as (

    select * from {{ ref('stg_loaded_files') }}

),

outcomes as (

    select
        load_id,
        sum(row_count) as row_count
    from {{ ref('int_row_outcomes') }}
    group by load_id

)

select
    loaded_files.source_file,
    loaded_files.row_count as rows_read,
    outcomes.row_count as rows_with_an_outcome
from loaded_files
left join outcomes
    on loaded_files.load_id = outcomes.load_id
where loaded_files.row_count <> coalesce(outcomes.row_count, 0)
