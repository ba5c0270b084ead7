with

outcomes as (

    select * from {{ ref('int_row_outcomes') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(outcomes.load_id as {{ dbt.type_string() }}) as load_id,
        cast(outcomes.table_name as {{ dbt.type_string() }}) as table_name,
        cast(outcomes.source_file as {{ dbt.type_string() }}) as source_file,
        as_of.as_of_date,
        cast(outcomes.outcome_code as {{ dbt.type_string() }}) as outcome_code,
        outcomes.row_count,
        {{ as_money('outcomes.source_amount') }} as source_amount
    from outcomes
    cross join as_of

)

select * from final
