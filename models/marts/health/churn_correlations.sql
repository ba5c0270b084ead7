with

correlations as (

    select * from {{ ref('int_churn_correlations') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(correlations.measure_code as {{ dbt.type_string() }}) as measure_code,
        as_of.as_of_date,
        cast(correlations.block_code as {{ dbt.type_string() }}) as block_code,
        correlations.is_headline,
        cast(correlations.month_count as bigint) as month_count,
        correlations.correlation_ratio,
        correlations.next_month_correlation_ratio
    from correlations
    cross join as_of

)

select * from final
