with

costed as (

    select * from {{ ref('int_dwyer_years__costed') }}

),

timed as (

    select
        costed.*,
        costed.sales_amount
        - costed.variable_cost_amount
        - costed.marketing_cost_amount as operating_profit_amount,
        case
            when costed.acquisition_timing = 'time0' then costed.incentive_amount
            else costed.acquisition_cost_amount
        end as year_acquisition_cost_amount,
        {{ round_to(
            discount_divisor(
                'costed.annual_rate',
                'costed.year_number',
                'costed.discount_timing',
                'costed.payment_delay_days',
                'costed.given_divisor'
            ),
            'costed.discount_round_dp'
        ) }} as discount_divisor
    from costed

),

final as (

    select
        timed.*,
        timed.operating_profit_amount - timed.year_acquisition_cost_amount as profit_amount,
        case
            when timed.first_payment = 'excluded' and timed.year_number = 1 then 0
            else
                (timed.operating_profit_amount - timed.year_acquisition_cost_amount)
                / timed.discount_divisor
        end as net_present_value_amount,
        case
            when timed.first_payment = 'excluded' and timed.year_number = 1 then 0
            else timed.expected_rest_profit_amount / timed.discount_divisor
        end as rest_present_value_amount,
        -- all later years, at the growth of the last
        case
            when timed.is_horizon_infinite and timed.year_number = timed.horizon_years
                then
                    timed.operating_profit_amount / timed.discount_divisor
                    * {{ margin_multiple(
                        'timed.next_customers / nullif(timed.opening_customers, 0)', 'timed.annual_rate'
                    ) }}
        end as tail_value_amount
    from timed

)

select * from final
