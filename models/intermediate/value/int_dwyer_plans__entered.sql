with

plans as (

    select * from {{ ref('dwyer_plans') }}

),

scenarios as (

    select * from {{ ref('int_scenario_plans') }}

),

final as (

    select
        'plan' as cohort_grain_code,
        dwyer_rule_code,
        0 as interest_shift,
        plan_code,
        year_number,
        start_date,
        original_customers,
        retention_rate,
        referral_rate,
        transactions_per_period,
        periods_per_year,
        amount_per_transaction_amount,
        variable_cost_share,
        variable_cost_per_customer_amount,
        marketing_cost_per_customer_amount,
        acquisition_cost_per_customer_amount,
        referral_incentive_amount
    from plans

    union all

    select
        'scenario' as cohort_grain_code,
        'default' as dwyer_rule_code,
        interest_shift,
        plan_code,
        year_number,
        start_date,
        original_customers,
        retention_rate,
        referral_rate,
        transactions_per_period,
        periods_per_year,
        amount_per_transaction_amount,
        variable_cost_share,
        variable_cost_per_customer_amount,
        marketing_cost_per_customer_amount,
        acquisition_cost_per_customer_amount,
        referral_incentive_amount
    from scenarios

)

select * from final
