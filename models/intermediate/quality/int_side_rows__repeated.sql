with

side_rows as (

    select
        table_name,
        source_file,
        source_row_number,
        load_number,
        row_key,
        coalesce(row_key, row_digest) as row_identity
    from {{ ref('int_side_rows') }}
    where rejection_code is null

),

-- of a key the row loaded last stays, of equal rows without a key the first
ranked as (

    select
        table_name,
        source_file,
        source_row_number,
        row_key is not null as has_key,
        row_number() over (
            partition by table_name, row_identity
            order by load_number desc, source_file desc, source_row_number desc
        ) as number_from_last,
        row_number() over (
            partition by table_name, row_identity
            order by load_number, source_file, source_row_number
        ) as number_from_first
    from side_rows
    where row_identity is not null

),

final as (

    select
        table_name,
        source_file,
        source_row_number,
        case when has_key then 'superseded_row' else 'duplicate_row' end as rejection_code
    from ranked
    where (has_key and number_from_last > 1) or (not has_key and number_from_first > 1)

)

select * from final
