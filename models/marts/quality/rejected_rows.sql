with

rejected_rows as (

    select * from {{ ref('int_rejected_rows') }}

),

reasons as (

    select * from {{ ref('rejection_reasons') }}

),

final as (

    select
        cast(rejected_rows.load_id as {{ dbt.type_string() }}) as load_id,
        cast(rejected_rows.table_name as {{ dbt.type_string() }}) as table_name,
        cast(rejected_rows.source_file as {{ dbt.type_string() }}) as source_file,
        cast(rejected_rows.source_row_number as integer) as source_row_number,
        cast(rejected_rows.reason_code as {{ dbt.type_string() }}) as reason_code,
        cast(reasons.remedy as {{ dbt.type_string() }}) as remedy,
        {{ as_money('rejected_rows.source_amount') }} as source_amount,
        cast(rejected_rows.content as {{ dbt.type_string() }}) as content
    from rejected_rows
    left join reasons
        on rejected_rows.reason_code = reasons.reason_code

)

select * from final
