with

outcomes as (

    select * from {{ ref('int_row_outcomes') }}

),

loaded_files as (

    select * from {{ ref('stg_loaded_files') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(outcomes.load_id as {{ dbt.type_string() }}) as load_id,
        cast(outcomes.table_name as {{ dbt.type_string() }}) as table_name,
        cast(loaded_files.source_file as {{ dbt.type_string() }}) as source_file,
        as_of.as_of_date,
        cast(outcomes.outcome_code as {{ dbt.type_string() }}) as outcome_code,
        outcomes.row_count,
        {{ as_money('outcomes.source_amount') }} as source_amount
    from outcomes
    inner join loaded_files
        on outcomes.load_id = loaded_files.load_id
    cross join as_of

)

select * from final
