with

discounted as (

    select * from {{ ref('int_dwyer_years__discounted') }}

),

years as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        year_number,
        opening_customers,
        sales_amount,
        variable_cost_amount,
        marketing_cost_amount,
        year_acquisition_cost_amount as acquisition_cost_amount,
        profit_amount,
        discount_divisor,
        expected_rest_profit_amount,
        net_present_value_amount,
        rest_present_value_amount,
        tail_value_amount
    from discounted

    union all

    -- acquisition at time 0 is a year of its own, before the first and not discounted
    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        0 as year_number,
        cohort_customers as opening_customers,
        0 as sales_amount,
        0 as variable_cost_amount,
        0 as marketing_cost_amount,
        acquisition_cost_amount - incentive_amount as acquisition_cost_amount,
        incentive_amount - acquisition_cost_amount as profit_amount,
        1 as discount_divisor,
        0 as expected_rest_profit_amount,
        incentive_amount - acquisition_cost_amount as net_present_value_amount,
        0 as rest_present_value_amount,
        null as tail_value_amount
    from discounted
    where
        year_number = 1
        and acquisition_timing = 'time0'
        and first_payment = 'included'

),

cumulated as (

    select
        years.*,
        sum(net_present_value_amount) over (
            partition by cohort_grain_code, cohort_start_date, group_code, group_value
            order by year_number
        ) as cumulative_net_present_value_amount,
        sum(net_present_value_amount + rest_present_value_amount) over (
            partition by cohort_grain_code, cohort_start_date, group_code, group_value
            order by year_number
        ) as expected_cumulative_amount
    from years

),

-- what the years have in common, and what year 0 does not have
final as (

    select
        cumulated.*,
        discounted.dwyer_rule_code,
        discounted.retention_source_code,
        discounted.is_projected,
        discounted.is_complete,
        discounted.is_open,
        discounted.is_variable_cost_assumed,
        discounted.actual_marketing_cost_amount is null as is_marketing_cost_assumed,
        discounted.actual_acquisition_cost_amount is null as is_acquisition_cost_assumed,
        discounted.horizon_years,
        discounted.is_horizon_infinite,
        discounted.elapsed_ratio,
        discounted.cohort_customers,
        discounted.active_customers,
        discounted.referred_customers,
        discounted.order_count,
        discounted.base_customers,
        discounted.retention_ratio,
        discounted.observed_retention_ratio,
        discounted.repeat_retention_ratio,
        discounted.transactions_per_period,
        discounted.periods_per_year,
        discounted.amount_per_transaction,
        discounted.before_first_amount,
        discounted.next_customers,
        discounted.annual_rate,
        cumulated.cumulative_net_present_value_amount / discounted.cohort_customers
            as clv_per_customer_amount,
        cumulated.expected_cumulative_amount / discounted.cohort_customers
            as expected_clv_per_customer_amount,
        case
            when discounted.clv_denominator = 'survivors'
                then
                    cumulated.cumulative_net_present_value_amount
                    / nullif(cumulated.opening_customers, 0)
        end as clv_per_survivor_amount
    from cumulated
    left join discounted
        on
            cumulated.cohort_grain_code = discounted.cohort_grain_code
            and cumulated.cohort_start_date = discounted.cohort_start_date
            and cumulated.group_code = discounted.group_code
            and cumulated.group_value = discounted.group_value
            and greatest(cumulated.year_number, 1) = discounted.year_number

)

select * from final
