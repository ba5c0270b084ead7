with

handed_over as (

    select * from {{ ref('stg_costs') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'costs' and rejection_code is null

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        {{ month_of('handed_over.incurred_on') }} as calendar_month,
        {{ as_money('sum(handed_over.amount)') }} as cost_amount,
        {{ as_money("sum(
            case when lower(handed_over.cost_type) = 'retention' then handed_over.amount else 0 end
        )") }} as retention_cost_amount
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    inner join as_of
        on handed_over.incurred_on <= as_of.as_of_date
    group by {{ month_of('handed_over.incurred_on') }}

)

select * from final
