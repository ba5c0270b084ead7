with

differences as (

    select * from {{ touched('int_churn_definition_differences', 'calendar_month') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        differences.calendar_month,
        differences.definition_code,
        differences.customer_id,
        differences.side_code,
        as_of.as_of_date
    from differences
    cross join as_of

)

select * from final
