with

lines as (

    select * from {{ ref('int_dwyer_years__entered') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}

),

divisors as (

    select * from {{ ref('dwyer_discount_divisors') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

based as (

    select
        lines.*,
        rules.interest_rate * rules.risk_factor as annual_rate,
        rules.discount_timing,
        rules.payment_delay_days,
        rules.discount_round_dp,
        rules.acquisition_timing,
        rules.clv_denominator,
        rules.first_payment,
        rules.horizon_years,
        rules.is_horizon_infinite,
        divisors.discount_divisor as given_divisor,
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
    left join divisors
        on
            lines.dwyer_rule_code = divisors.dwyer_rule_code
            and lines.year_number = divisors.year_number

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
        * based.cohort_customers * based.acquisition_cost_per_customer as planned_acquisition_cost_amount,
        based.referred_customers * based.referral_incentive as incentive_amount
    from based

),

costed as (

    select
        planned.*,
        planned.planned_sales_amount * planned.variable_cost_ratio
        + planned.base_customers * planned.variable_cost_per_customer
            as planned_variable_cost_amount,
        {{ as_float('coalesce(planned.actual_sales_amount, planned.planned_sales_amount)') }}
            as sales_amount
    from planned

),

final as (

    select
        costed.*,
        {{ as_float(
            'coalesce(costed.actual_variable_cost_amount, costed.planned_variable_cost_amount)'
        ) }} as variable_cost_amount,
        -- an assumed cost of a year that is not over is assumed for what has passed of it
        {{ as_float(
            'coalesce('
            ~ 'costed.actual_marketing_cost_amount, '
            ~ 'costed.planned_marketing_cost_amount '
            ~ '* case when costed.is_open then costed.elapsed_ratio else 1 end)'
        ) }} as marketing_cost_amount,
        {{ as_float(
            'coalesce(costed.actual_acquisition_cost_amount, costed.planned_acquisition_cost_amount)'
        ) }} + costed.incentive_amount as acquisition_cost_amount,
        case
            when costed.is_open
                then
                    (
                        costed.planned_sales_amount
                        - costed.planned_variable_cost_amount
                        - costed.planned_marketing_cost_amount
                    ) * (1 - costed.elapsed_ratio)
            else 0
        end as expected_rest_profit_amount
    from costed

)

select * from final
