with

costed as (

    select * from {{ ref('int_dwyer_years__costed') }}

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

ruled as (

    select
        costed.*,
        (rules.interest_rate + costed.interest_shift) * rules.risk_factor as annual_rate,
        rules.discount_timing,
        rules.payment_delay_days,
        rules.discount_round_dp,
        rules.clv_denominator,
        rules.horizon_years,
        rules.is_horizon_infinite,
        divisors.discount_divisor as given_divisor,
        rules.first_payment = 'excluded' as is_first_excluded,
        rules.acquisition_timing = 'time0' as is_acquisition_apart,
        costed.sales_amount
        - costed.variable_cost_amount
        - costed.marketing_cost_amount
        - costed.incentive_amount as operating_profit_amount
    from costed
    cross join as_of
    inner join rules
        on
            costed.dwyer_rule_code = rules.dwyer_rule_code
            and {{ is_valid_on('rules', 'as_of.as_of_date') }}
    left join divisors
        on
            costed.dwyer_rule_code = divisors.dwyer_rule_code
            and costed.year_number = divisors.year_number

),

timed as (

    select
        ruled.*,
        ruled.operating_profit_amount
        - case when ruled.is_acquisition_apart then 0 else ruled.acquisition_cost_amount end
            as profit_amount,
        {{ round_to(
            discount_divisor(
                'ruled.annual_rate',
                'ruled.year_number',
                'ruled.discount_timing',
                'ruled.payment_delay_days',
                'ruled.given_divisor'
            ),
            'ruled.discount_round_dp'
        ) }} as discount_divisor,
        case when ruled.is_first_excluded and ruled.year_number = 1 then 0 else 1 end
            as counted_share
    from ruled

),

final as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        year_number,
        is_first_excluded,
        is_acquisition_apart,
        clv_denominator,
        horizon_years,
        is_horizon_infinite,
        annual_rate,
        cohort_customers,
        opening_customers,
        base_customers,
        sales_amount,
        variable_cost_amount,
        marketing_cost_amount,
        acquisition_cost_amount,
        incentive_amount
        + case when is_acquisition_apart then 0 else acquisition_cost_amount end
            as year_acquisition_cost_amount,
        profit_amount,
        discount_divisor,
        expected_rest_profit_amount,
        counted_share * profit_amount / discount_divisor as net_present_value_amount,
        counted_share * expected_rest_profit_amount / discount_divisor
            as rest_present_value_amount,
        -- all later years, at the growth of the last
        case
            when is_horizon_infinite and year_number = horizon_years
                then
                    operating_profit_amount / discount_divisor
                    * {{ margin_multiple(
                        'next_customers / nullif(opening_customers, 0)', 'annual_rate'
                    ) }}
        end as tail_value_amount
    from timed

)

select * from final
