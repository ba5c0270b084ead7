with

years as (

    select * from {{ ref('int_dwyer_years') }}
    where cohort_grain_code = 'plan'

),

final as (

    select
        group_value as plan_id,
        cohort_start_date as start_date,
        dwyer_rule_code,
        year_number,
        year_number = horizon_years as is_horizon_year,
        not is_horizon_infinite as is_truncated,
        cast(cohort_customers as bigint) as original_customers,
        {{ as_whole('opening_customers') }} as active_customers,
        {{ as_whole('case when year_number > 0 then referred_customers else 0 end') }}
            as referred_customers,
        cast(retention_ratio as decimal(12, 6)) as retention_rate,
        cast(
            -- constant: months in a year
            transactions_per_period * periods_per_year / 12 as decimal(12, 6)
        ) as transactions_per_customer_month_ratio,
        {{ as_money('amount_per_transaction') }} as amount_per_transaction_amount,
        {{ as_money('sales_amount') }} as sales_amount,
        {{ as_money('variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('marketing_cost_amount') }} as marketing_cost_amount,
        {{ as_money('acquisition_cost_amount') }} as acquisition_cost_amount,
        {{ as_money('sales_amount - profit_amount') }} as total_cost_amount,
        {{ as_money('profit_amount') }} as profit_amount,
        cast(discount_divisor as decimal(12, 6)) as discount_divisor_ratio,
        {{ as_money('net_present_value_amount') }} as net_present_value_amount,
        {{ as_money('cumulative_net_present_value_amount') }}
            as cumulative_net_present_value_amount,
        {{ as_money('tail_value_amount') }} as tail_value_amount,
        {{ quotient_as_money('clv_per_customer_amount') }} as clv_per_customer_amount,
        {{ as_money('clv_per_survivor_amount') }} as clv_per_survivor_amount
    from years

)

select * from final
