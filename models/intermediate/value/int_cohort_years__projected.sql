with

observed as (

    select * from {{ ref('int_cohort_years__observed') }}

),

expected as (

    select * from {{ ref('int_cohort_years__expected') }}
    where not is_beyond_table

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

-- what is known of a cohort: its size in the first year, and the last complete one after it
cohorts as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        max(cohort_customers) as cohort_customers,
        greatest(max(completed_year_count), 1) as known_year_number,
        max(case when year_number = greatest(completed_year_count, 1) then active_customers end)
            as known_customers
    from observed
    group by cohort_grain_code, cohort_start_date, group_code, group_value

),

steps as (

    select
        expected.*,
        cohorts.cohort_start_date,
        cohorts.cohort_customers,
        cohorts.known_year_number,
        cohorts.known_customers,
        observed.year_number is null as is_projected,
        coalesce(observed.is_complete, false) as is_complete,
        coalesce(observed.is_variable_cost_assumed, expected.is_variable_cost_assumed)
            as is_year_cost_assumed,
        observed.active_customers,
        case
            when expected.year_number <= cohorts.known_year_number then 1
            else expected.previous_retention_ratio
        end as step_ratio
    from cohorts
    inner join expected
        on
            cohorts.cohort_grain_code = expected.cohort_grain_code
            and cohorts.group_code = expected.group_code
            and cohorts.group_value = expected.group_value
    left join observed
        on
            cohorts.cohort_grain_code = observed.cohort_grain_code
            and cohorts.cohort_start_date = observed.cohort_start_date
            and cohorts.group_code = observed.group_code
            and cohorts.group_value = observed.group_value
            and expected.year_number = observed.year_number

),

-- what the year will have had when it is over
rolled as (

    select
        steps.*,
        case
            when steps.year_number < steps.known_year_number
                then {{ as_float('steps.active_customers') }}
            else steps.known_customers * {{ product_over(
                'steps.step_ratio',
                'partition by steps.cohort_grain_code, steps.cohort_start_date, '
                ~ 'steps.group_code, steps.group_value order by steps.year_number'
            ) }}
        end as opening_customers
    from steps

),

final as (

    select
        rolled.cohort_grain_code,
        rolled.cohort_start_date,
        rolled.group_code,
        rolled.group_value,
        rolled.year_number,
        rolled.retention_source_code,
        rolled.is_projected,
        rolled.is_complete,
        rolled.is_year_cost_assumed as is_variable_cost_assumed,
        rolled.cohort_customers,
        rolled.opening_customers,
        coalesce(
            lead(rolled.opening_customers) over (
                partition by
                    rolled.cohort_grain_code, rolled.cohort_start_date,
                    rolled.group_code, rolled.group_value
                order by rolled.year_number
            ),
            rolled.opening_customers * rolled.retention_ratio
        ) as next_customers,
        rolled.retention_ratio,
        rolled.orders_per_customer,
        rolled.amount_per_order,
        coalesce(rolled.variable_cost_ratio, cost_assumptions.variable_cost_share)
            as variable_cost_ratio,
        coalesce(
            rolled.marketing_cost_per_customer,
            cost_assumptions.marketing_cost_per_customer_year_amount
        ) as marketing_cost_per_customer,
        cost_assumptions.acquisition_cost_per_customer_amount as acquisition_cost_per_customer
    from rolled
    inner join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'rolled.cohort_start_date') }}

)

select * from final
