with

valued as (

    select * from {{ ref('int_customers__valued') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

dwyer_years as (

    select * from {{ ref('int_dwyer_years') }}
    where cohort_grain_code = 'year'

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

year_numbers as (

    -- constant: more years than any rule asks for
    {{ dbt.generate_series(100) }}

),

current_base as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        value_rates.as_of_date,
        value_rates.annual_rate,
        count(*) as customer_count,
        count(case when facts.tenure_days < 365 then 1 end) as new_count, -- constant: a year
        sum(valued.expected_value_amount) as current_amount,
        sum(
            valued.first_purchase_amount
            + valued.repeat_amount
            + coalesce(valued.service_saving_amount, 0)
            + coalesce(valued.loyalty_amount, 0)
        ) as transaction_amount,
        sum(valued.referral_amount) as referral_amount,
        sum(valued.cross_sell_amount) as growth_amount
    from valued
    inner join facts
        on valued.customer_id = facts.customer_id
    inner join customer_groups
        on valued.customer_id = customer_groups.customer_id
    cross join value_rates
    group by
        customer_groups.group_code,
        customer_groups.group_value,
        value_rates.as_of_date,
        value_rates.annual_rate

),

-- what a new customer is worth: the cohorts so far, up to the horizon
new_values as (

    select
        group_code,
        group_value,
        sum(expected_cumulative_amount) / sum(cohort_customers) as clv_per_customer_amount
    from dwyer_years
    where year_number = horizon_years
    group by group_code, group_value

),

future_factors as (

    select
        sum(
            1 / power({{ as_float('1 + value_rates.annual_rate') }}, year_numbers.generated_number)
        ) as factor
    from value_rates
    inner join rules
        on {{ is_valid_on('rules', 'value_rates.as_of_date') }}
    inner join year_numbers
        on rules.future_cohort_year_count >= year_numbers.generated_number

),

final as (

    select
        current_base.as_of_date,
        current_base.group_code,
        current_base.group_value,
        current_base.customer_count,
        current_base.new_count,
        current_base.current_amount,
        current_base.new_count * new_values.clv_per_customer_amount * future_factors.factor
            as future_cohort_amount,
        current_base.transaction_amount,
        current_base.referral_amount,
        current_base.growth_amount
    from current_base
    cross join future_factors
    left join new_values
        on
            current_base.group_code = new_values.group_code
            and current_base.group_value = new_values.group_value

)

select * from final
