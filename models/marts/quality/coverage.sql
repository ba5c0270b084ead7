with

needs as (

    select * from {{ ref('capabilities') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

row_kinds as (

    select * from {{ ref('int_row_kinds') }}

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
        needs.table_name || '.' || needs.column_name
        || coalesce(' of kind ' || needs.row_kind, '') as needed_column,
        case
            when needs.row_kind is null then coalesce(inputs.accepted_count, 0)
            when inputs.accepted_count > 0 then coalesce(row_kinds.accepted_count, 0)
            else 0
        end as accepted_count
    from needs
    left join inputs
        on
            needs.table_name = inputs.table_name
            and needs.column_name = inputs.column_name
    left join row_kinds
        on
            needs.table_name = row_kinds.table_name
            and needs.row_kind = row_kinds.row_kind

),

ways as (

    select
        capability_code,
        way_number,
        min(accepted_count) > 0 as is_on,
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
