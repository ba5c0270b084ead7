with

expected as (

    select * from {{ ref('int_cohort_years__expected') }}
    where cohort_grain_code = 'year' and group_code = 'all'

),

observed as (

    select * from {{ ref('int_cohort_years__observed') }}
    where cohort_grain_code = 'year' and group_code = 'all' and year_number = 1

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

shifts as (

    select * from {{ ref('sensitivity_shifts') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}
    where dwyer_rule_code = 'default'

),

income_effect as (

    select * from {{ ref('int_income_effect') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- the customers a year brings on average, and what winning one has cost
typical as (

    select
        avg({{ as_float('cohort_customers') }}) as original_customers,
        sum(acquisition_cost_amount) / {{ as_float('sum(cohort_customers)') }}
            as acquisition_cost_per_customer
    from observed

),

-- the part of the marketing block that is not marketing
keeping as (

    select
        coalesce(
            sum(case when cost_type in ('retention', 'service') then allocated_amount else 0 end)
            / {{ as_float('nullif(sum(allocated_amount), 0)') }},
            0
        ) as keeping_ratio
    from cost_types
    where cost_type in ('marketing', 'retention', 'service')

),

final as (

    select
        shifts.factor_code || '/' || shifts.change_code as plan_code,
        expected.year_number,
        as_of.as_of_date as start_date,
        shifts.interest_shift,
        typical.original_customers * shifts.customers_factor as original_customers,
        least(greatest(expected.retention_ratio + shifts.retention_shift, 0), 1) as retention_rate,
        -- nobody can keep away more customers than would stay
        greatest(
            shifts.referral_shift,
            -least(greatest(expected.retention_ratio + shifts.retention_shift, 0), 1)
        ) as referral_rate,
        expected.orders_per_customer as transactions_per_period,
        1 as periods_per_year,
        expected.amount_per_order
        * power({{ as_float('shifts.income_factor') }}, income_effect.applied_elasticity_ratio)
            as amount_per_transaction_amount,
        coalesce(expected.variable_cost_ratio, cost_assumptions.variable_cost_share)
            as variable_cost_share,
        0 as variable_cost_per_customer_amount,
        coalesce(
            expected.marketing_cost_per_customer,
            cost_assumptions.marketing_cost_per_customer_year_amount
        ) * (
            keeping.keeping_ratio * shifts.retention_cost_factor
            + (1 - keeping.keeping_ratio) * shifts.marketing_cost_factor
        ) as marketing_cost_per_customer_amount,
        coalesce(
            typical.acquisition_cost_per_customer,
            cost_assumptions.acquisition_cost_per_customer_amount
        ) as acquisition_cost_per_customer_amount,
        0 as referral_incentive_amount
    from expected
    cross join shifts
    cross join typical
    cross join keeping
    cross join income_effect
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'as_of.as_of_date') }}
    where expected.year_number <= rules.horizon_years + shifts.horizon_shift_years

)

select * from final
