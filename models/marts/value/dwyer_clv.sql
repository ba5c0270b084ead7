with

years as (

    select * from {{ ref('int_dwyer_years') }}
    where cohort_grain_code in ('year', 'quarter')

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- what a customer did: counted where it happened, as expected where it has not
rated as (

    select
        years.*,
        case
            when years.is_projected then years.retention_ratio
            else years.observed_retention_ratio
        end as shown_retention_ratio,
        case
            when years.is_projected then years.transactions_per_period
            else years.order_count / nullif({{ as_float('years.active_customers') }}, 0)
        end as transactions_per_year,
        case
            when years.is_projected then years.amount_per_transaction
            else years.sales_amount / nullif({{ as_float('years.order_count') }}, 0)
        end as shown_transaction_amount
    from years

),

final as (

    select
        rated.cohort_start_date,
        as_of.as_of_date,
        rated.cohort_grain_code,
        rated.group_code,
        rated.group_value,
        rated.dwyer_rule_code,
        rated.retention_source_code,
        rated.year_number,
        rated.is_projected,
        rated.is_complete,
        rated.year_number = rated.horizon_years as is_horizon_year,
        not rated.is_horizon_infinite as is_truncated,
        rated.is_projected and rated.retention_source_code = 'assumed' as is_retention_assumed,
        coalesce(rated.shown_retention_ratio > 1, false) as is_retention_above_one,
        rated.is_variable_cost_assumed
        or rated.is_marketing_cost_assumed
        or rated.is_acquisition_cost_assumed as is_cost_assumed,
        rated.is_variable_cost_assumed,
        rated.is_marketing_cost_assumed,
        rated.is_acquisition_cost_assumed,
        cast(rated.cohort_customers as bigint) as cohort_customers,
        {{ as_whole('rated.active_customers') }} as active_customers,
        cast(rated.order_count as bigint) as order_count,
        cast(rated.elapsed_ratio as decimal(12, 6)) as elapsed_share,
        cast(
            case when rated.shown_retention_ratio <= 1 then rated.shown_retention_ratio end
            as decimal(12, 6)
        ) as retention_rate,
        cast(rated.repeat_retention_ratio as decimal(12, 6)) as repeat_retention_rate,
        cast(rated.shown_retention_ratio as decimal(12, 6)) as retention_ratio,
        cast(
            rated.transactions_per_year / 12 as decimal(12, 6) -- constant: months in a year
        ) as transactions_per_customer_month_ratio,
        {{ as_money('rated.shown_transaction_amount') }} as amount_per_transaction_amount,
        {{ as_money('rated.sales_amount') }} as sales_amount,
        {{ as_money('rated.before_first_amount') }} as refunds_before_first_purchase_amount,
        {{ as_money('rated.variable_cost_amount') }} as variable_cost_amount,
        {{ quotient_as_money('rated.marketing_cost_amount') }} as marketing_cost_amount,
        {{ as_money('rated.acquisition_cost_amount') }} as acquisition_cost_amount,
        {{ as_money(
            as_money('rated.variable_cost_amount')
            ~ ' + ' ~ quotient_as_money('rated.marketing_cost_amount')
            ~ ' + ' ~ as_money('rated.acquisition_cost_amount')
        ) }} as total_cost_amount,
        {{ as_money(
            as_money('rated.sales_amount')
            ~ ' - ' ~ as_money('rated.variable_cost_amount')
            ~ ' - ' ~ quotient_as_money('rated.marketing_cost_amount')
            ~ ' - ' ~ as_money('rated.acquisition_cost_amount')
        ) }} as profit_amount,
        cast(rated.discount_divisor as decimal(12, 6)) as discount_divisor_ratio,
        {{ as_money('rated.net_present_value_amount') }} as net_present_value_amount,
        {{ as_money('rated.cumulative_net_present_value_amount') }}
            as cumulative_net_present_value_amount,
        {{ as_money('rated.tail_value_amount') }} as tail_value_amount,
        {{ quotient_as_money('rated.clv_per_customer_amount') }}
            as clv_per_customer_amount,
        {{ as_money('rated.clv_per_survivor_amount') }} as clv_per_survivor_amount,
        {{ as_money('rated.expected_rest_profit_amount') }} as expected_rest_profit_amount,
        {{ quotient_as_money('rated.expected_clv_per_customer_amount') }}
            as expected_clv_per_customer_amount
    from rated
    cross join as_of

)

select * from final
