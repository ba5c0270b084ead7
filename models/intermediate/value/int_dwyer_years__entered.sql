with

projected as (

    select * from {{ ref('int_cohort_years__projected') }}

),

observed as (

    select * from {{ ref('int_cohort_years__observed') }}

),

plan_years as (

    select * from {{ ref('int_dwyer_plan_years') }}

),

-- cohorts: what happened where it did, beside what the full year is expected to have
final as (

    select
        projected.cohort_grain_code,
        projected.cohort_start_date,
        projected.group_code,
        projected.group_value,
        projected.year_number,
        'default' as dwyer_rule_code,
        0 as interest_shift,
        projected.retention_source_code,
        projected.is_projected,
        projected.is_complete,
        projected.is_variable_cost_assumed,
        coalesce(observed.elapsed_ratio, 0) as elapsed_ratio,
        projected.cohort_customers,
        coalesce(observed.active_customers, projected.opening_customers) as active_customers,
        observed.order_count,
        observed.before_first_amount,
        projected.opening_customers,
        projected.next_customers,
        projected.retention_ratio,
        case
            when observed.completed_year_count > projected.year_number
                then
                    lead(observed.active_customers) over (
                        partition by
                            projected.cohort_grain_code,
                            projected.cohort_start_date,
                            projected.group_code,
                            projected.group_value
                        order by projected.year_number
                    ) / nullif({{ as_float('observed.active_customers') }}, 0)
        end as observed_retention_ratio,
        case
            when observed.completed_year_count > projected.year_number
                then
                    observed.active_again_customers
                    / nullif({{ as_float('observed.active_customers') }}, 0)
        end as repeat_retention_ratio,
        0 as referred_customers,
        projected.orders_per_customer as transactions_per_period,
        1 as periods_per_year,
        projected.amount_per_order as amount_per_transaction,
        observed.sales_amount as actual_sales_amount,
        observed.variable_cost_amount as actual_variable_cost_amount,
        observed.marketing_cost_amount as actual_marketing_cost_amount,
        observed.acquisition_cost_amount as actual_acquisition_cost_amount,
        projected.variable_cost_ratio,
        0 as variable_cost_per_customer,
        projected.marketing_cost_per_customer,
        projected.acquisition_cost_per_customer,
        0 as referral_incentive
    from projected
    left join observed
        on
            projected.cohort_grain_code = observed.cohort_grain_code
            and projected.cohort_start_date = observed.cohort_start_date
            and projected.group_code = observed.group_code
            and projected.group_value = observed.group_value
            and projected.year_number = observed.year_number

    union all

    select
        cohort_grain_code,
        start_date as cohort_start_date,
        cohort_grain_code as group_code,
        plan_code as group_value,
        year_number,
        dwyer_rule_code,
        interest_shift,
        'planned' as retention_source_code,
        true as is_projected,
        false as is_complete,
        false as is_variable_cost_assumed,
        0 as elapsed_ratio,
        original_customers as cohort_customers,
        opening_customers as active_customers,
        null as order_count,
        null as before_first_amount,
        opening_customers,
        next_customers,
        retention_rate as retention_ratio,
        retention_rate as observed_retention_ratio,
        null as repeat_retention_ratio,
        referred_customers,
        transactions_per_period,
        periods_per_year,
        amount_per_transaction_amount as amount_per_transaction,
        null as actual_sales_amount,
        null as actual_variable_cost_amount,
        null as actual_marketing_cost_amount,
        null as actual_acquisition_cost_amount,
        variable_cost_share as variable_cost_ratio,
        variable_cost_per_customer_amount as variable_cost_per_customer,
        marketing_cost_per_customer_amount as marketing_cost_per_customer,
        acquisition_cost_per_customer_amount as acquisition_cost_per_customer,
        referral_incentive_amount as referral_incentive
    from plan_years

)

select * from final
