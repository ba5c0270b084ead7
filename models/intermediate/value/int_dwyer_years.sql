with

discounted as (

    select * from {{ ref('int_dwyer_years__discounted') }}

),

lines as (

    select * from {{ ref('int_dwyer_years__entered') }}

),

years as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        year_number,
        clv_denominator,
        horizon_years,
        is_horizon_infinite,
        cohort_customers,
        opening_customers,
        annual_rate,
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

    -- acquisition at time 0 is a year of its own and not discounted
    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        0 as year_number,
        clv_denominator,
        horizon_years,
        is_horizon_infinite,
        cohort_customers,
        cohort_customers as opening_customers,
        annual_rate,
        0 as sales_amount,
        0 as variable_cost_amount,
        0 as marketing_cost_amount,
        acquisition_cost_amount,
        -acquisition_cost_amount as profit_amount,
        1 as discount_divisor,
        0 as expected_rest_profit_amount,
        -acquisition_cost_amount as net_present_value_amount,
        0 as rest_present_value_amount,
        null as tail_value_amount
    from discounted
    where year_number = 1 and is_acquisition_apart and not is_first_excluded

),

cumulated as (

    select
        *,
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

final as (

    select
        cumulated.*,
        lines.dwyer_rule_code,
        lines.retention_source_code,
        lines.is_projected,
        lines.is_complete,
        lines.is_variable_cost_assumed,
        lines.actual_marketing_cost_amount is null as is_marketing_cost_assumed,
        lines.actual_acquisition_cost_amount is null as is_acquisition_cost_assumed,
        lines.elapsed_ratio,
        lines.active_customers,
        case when cumulated.year_number > 0 then lines.referred_customers end as referred_customers,
        case when cumulated.year_number > 0 then lines.order_count end as order_count,
        lines.retention_ratio,
        lines.observed_retention_ratio,
        lines.repeat_retention_ratio,
        lines.transactions_per_period,
        lines.periods_per_year,
        lines.amount_per_transaction,
        case when cumulated.year_number > 0 then lines.before_first_amount end
            as before_first_amount,
        cumulated.cumulative_net_present_value_amount / cumulated.cohort_customers
            as clv_per_customer_amount,
        cumulated.expected_cumulative_amount / cumulated.cohort_customers
            as expected_clv_per_customer_amount,
        case when cumulated.clv_denominator = 'survivors' then 1 end
        * cumulated.cumulative_net_present_value_amount
        / nullif(cumulated.opening_customers, 0) as clv_per_survivor_amount
    from cumulated
    inner join lines
        on
            cumulated.cohort_grain_code = lines.cohort_grain_code
            and cumulated.cohort_start_date = lines.cohort_start_date
            and cumulated.group_code = lines.group_code
            and cumulated.group_value = lines.group_value
            and greatest(cumulated.year_number, 1) = lines.year_number

)

select * from final
