with

counts as (

    select * from {{ ref('int_churn_definition_counts') }}

),

definitions as (

    select * from {{ ref('churn_definitions') }}

),

differences as (

    select * from {{ ref('int_churn_definition_differences') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- who joined in the window is in a term only where the definition says so
defined as (

    select
        counts.calendar_month,
        counts.definition_code,
        definitions.clock_code,
        counts.is_complete,
        definitions.is_default,
        case
            when definitions.is_joined_churn_counted
                then counts.churned_opening_customers + counts.churned_joined_customers
            else counts.churned_opening_customers
        end as churned_customers,
        case
            when definitions.is_joined_in_base
                then counts.opening_customers + counts.joined_customers
            else counts.opening_customers
        end as base_customers
    from counts
    inner join definitions
        on counts.definition_code = definitions.definition_code

),

rated as (

    select
        defined.*,
        {{ rate_or_null(churn_rate('defined.churned_customers', 'defined.base_customers')) }}
            as churn_rate
    from defined

),

sides as (

    select
        calendar_month,
        definition_code,
        count(case when side_code = 'only_here' then 1 end) as only_here_customers,
        count(case when side_code = 'only_by_default' then 1 end) as only_by_default_customers
    from differences
    group by calendar_month, definition_code

),

final as (

    select
        rated.calendar_month,
        rated.definition_code,
        rated.clock_code,
        as_of.as_of_date,
        rated.is_complete,
        rated.is_default,
        cast(rated.churned_customers as bigint) as churned_customers,
        cast(rated.base_customers as bigint) as base_customers,
        cast(coalesce(sides.only_here_customers, 0) as bigint) as only_here_customers,
        cast(coalesce(sides.only_by_default_customers, 0) as bigint) as only_by_default_customers,
        rated.churn_rate,
        cast(rated.churn_rate - default_rates.churn_rate as decimal(12, 6))
            as difference_from_default_ratio
    from rated
    inner join rated as default_rates
        on
            rated.calendar_month = default_rates.calendar_month
            and default_rates.is_default
    left join sides
        on
            rated.calendar_month = sides.calendar_month
            and rated.definition_code = sides.definition_code
    cross join as_of

)

select * from final
