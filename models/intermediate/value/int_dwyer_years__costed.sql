with

lines as (

    select * from {{ ref('int_dwyer_years__entered') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

based as (

    select
        lines.*,
        {{ dwyer_customer_base(
            'rules.customer_base', 'lines.opening_customers', 'lines.next_customers'
        ) }} as base_customers,
        lines.actual_sales_amount is not null and not lines.is_complete as is_open
    from lines
    cross join as_of
    inner join rules
        on
            lines.dwyer_rule_code = rules.dwyer_rule_code
            and {{ is_valid_on('rules', 'as_of.as_of_date') }}

),

-- the year as the formula has it; for a year that is over or open, what it was expected to be
planned as (

    select
        based.*,
        {{ dwyer_sales(
            'based.base_customers',
            'based.transactions_per_period',
            'based.periods_per_year',
            'based.amount_per_transaction'
        ) }} as planned_sales_amount,
        based.base_customers * based.marketing_cost_per_customer as planned_marketing_cost_amount,
        case when based.year_number = 1 then 1 else 0 end
        * based.cohort_customers
        * based.acquisition_cost_per_customer as planned_acquisition_cost_amount
    from based

),

costed as (

    select
        planned.*,
        planned.planned_sales_amount * planned.variable_cost_ratio
        + planned.base_customers * planned.variable_cost_per_customer
            as planned_variable_cost_amount
    from planned

),

final as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        year_number,
        dwyer_rule_code,
        interest_shift,
        is_open,
        cohort_customers,
        opening_customers,
        next_customers,
        base_customers,
        {{ as_float('coalesce(actual_sales_amount, planned_sales_amount)') }} as sales_amount,
        {{ as_float('coalesce(actual_variable_cost_amount, planned_variable_cost_amount)') }}
            as variable_cost_amount,
        -- an assumed cost of a year that is not over is assumed for what has passed of it
        {{ as_float(
            'coalesce('
            ~ 'actual_marketing_cost_amount, '
            ~ 'planned_marketing_cost_amount * case when is_open then elapsed_ratio else 1 end)'
        ) }} as marketing_cost_amount,
        {{ as_float('coalesce(actual_acquisition_cost_amount, planned_acquisition_cost_amount)') }}
            as acquisition_cost_amount,
        {{ as_float('referred_customers * referral_incentive') }} as incentive_amount,
        case
            when is_open
                then
                    (
                        planned_sales_amount
                        - planned_variable_cost_amount
                        - planned_marketing_cost_amount
                    ) * (1 - elapsed_ratio)
            else 0
        end as expected_rest_profit_amount
    from costed

)

select * from final
