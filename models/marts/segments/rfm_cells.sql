with

cells as (

    select * from {{ ref('int_rfm_cells') }}

),

customers as (

    select * from {{ ref('int_customers__segmented') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        rfm_cell_code,
        count(*) as customers,
        sum(order_count) as order_count,
        sum(revenue_amount) as revenue_amount,
        sum(estimated_margin_amount) as estimated_margin_amount
    from customers
    group by rfm_cell_code

),

-- cells without customers are cells too
final as (

    select
        cast(cells.rfm_cell_code as {{ dbt.type_string() }}) as rfm_cell_code,
        as_of.as_of_date,
        cast(cells.rfm_segment_code as {{ dbt.type_string() }}) as rfm_segment_code,
        cast(cells.relationship_type_code as {{ dbt.type_string() }}) as relationship_type_code,
        coalesce(summed.customers, 0) as customers,
        cast(coalesce(summed.order_count, 0) as bigint) as order_count,
        {{ as_money('coalesce(summed.revenue_amount, 0)') }} as revenue_amount,
        {{ as_money('coalesce(summed.estimated_margin_amount, 0)') }} as estimated_margin_amount,
        cells.recency_score,
        cells.frequency_score,
        cells.monetary_score,
        cells.segment_rule_version_number,
        cells.relationship_rule_version_number
    from cells
    cross join as_of
    left join summed
        on cells.rfm_cell_code = summed.rfm_cell_code

)

select * from final
