with

needs as (

    select * from {{ ref('capabilities') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- each way of switching a capability on asks for one column or more
needs_met as (

    select
        needs.capability_code,
        needs.way_number,
        needs.table_name,
        needs.table_name || '.' || needs.column_name as needed_column,
        coalesce(inputs.accepted_count, 0) > 0 as is_met,
        coalesce(inputs.accepted_count, 0) as accepted_count
    from needs
    left join inputs
        on
            needs.table_name = inputs.table_name
            and needs.column_name = inputs.column_name

),

ways as (

    select
        capability_code,
        way_number,
        min(case when is_met then 1 else 0 end) = 1 as is_on,
        min(accepted_count) as row_count,
        {{ dbt.listagg('needed_column', "' and '", 'order by needed_column') }} as needed_columns
    from needs_met
    group by capability_code, way_number

),

final as (

    select
        cast(ways.capability_code as {{ dbt.type_string() }}) as capability_code,
        max(as_of.as_of_date) as as_of_date,
        max(case when ways.is_on then 1 else 0 end) = 1 as is_on,
        cast(max(ways.row_count) as bigint) as row_count,
        cast(
            {{ dbt.listagg('ways.needed_columns', "', or '", 'order by ways.way_number') }}
            as {{ dbt.type_string() }}
        ) as needed_columns
    from ways
    cross join as_of
    group by ways.capability_code

)

select * from final
