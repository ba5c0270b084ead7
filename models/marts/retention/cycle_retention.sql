with

flows as (

    select * from {{ ref('int_group_cycle_flows') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

rated as (

    select
        flows.*,
        as_of.as_of_date,
        {{ ratio('flows.due_cycle_days', 'flows.due_customers') }} as mean_cycle_days,
        {{ ratio('flows.due_customers', 'flows.due_customers - flows.returned_customers') }}
            as expected_loyal_cycles_ratio
    from flows
    cross join as_of

),

final as (

    select
        calendar_month,
        group_code,
        group_value,
        cycle_basis_code,
        as_of_date,
        due_customers = base_customers as is_final,
        cast(base_customers as bigint) as base_customers,
        cast(due_customers as bigint) as due_customers,
        cast(returned_customers as bigint) as returned_customers,
        mean_cycle_days,
        {{ cycle_retention_rate('returned_customers', 'due_customers') }} as cycle_retention_rate,
        expected_loyal_cycles_ratio,
        -- constant: days of a year with its share of a leap day
        {{ ratio('expected_loyal_cycles_ratio * mean_cycle_days', '365.25') }}
            as expected_cycle_years_ratio
    from rated

)

select * from final
