with

years as (

    select * from {{ ref('int_dwyer_years') }}
    where cohort_grain_code = 'scenario'

),

shifts as (

    select * from {{ ref('sensitivity_shifts') }}

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

income_effect as (

    select * from {{ ref('int_income_effect') }}

),

-- a cost that was not handed over cannot be shifted
given as (

    select
        max(case when cost_type = 'marketing' and is_given then 1 else 0 end) = 1
            as is_marketing_given,
        max(case when cost_type in ('retention', 'service') and is_given then 1 else 0 end) = 1
            as is_keeping_given
    from cost_types

),

totals as (

    select
        shifts.factor_code,
        shifts.change_code,
        max(years.year_number) as year_count,
        max(years.cohort_customers) as cohort_customers,
        sum(years.profit_amount) as profit_amount,
        sum(years.net_present_value_amount) as value_amount
    from shifts
    inner join years
        on shifts.factor_code || '/' || shifts.change_code = years.group_value
    group by shifts.factor_code, shifts.change_code

),

final as (

    select
        value_rates.as_of_date,
        totals.factor_code,
        totals.change_code,
        value_rates.is_variable_cost_assumed as is_cost_assumed,
        case totals.factor_code
            when 'marketing_cost' then given.is_marketing_given
            when 'retention_cost' then given.is_keeping_given
            when 'income' then income_effect.is_measured
            else true
        end as is_measured,
        case
            when totals.factor_code = 'income' and income_effect.is_measured
                then income_effect.elasticity_ratio
        end as income_elasticity_ratio,
        case
            when totals.factor_code = 'income' and income_effect.is_measured
                then income_effect.elasticity_error_ratio
        end as income_elasticity_error_ratio,
        cast(totals.year_count as integer) as horizon_year_number,
        {{ as_whole('totals.cohort_customers') }} as cohort_customers,
        {{ quotient_as_money('totals.value_amount / totals.cohort_customers') }}
            as clv_per_customer_amount,
        {{ as_money(
            'totals.value_amount / totals.cohort_customers'
            ~ ' - base.value_amount / base.cohort_customers'
        ) }} as clv_change_amount,
        {{ as_money('totals.value_amount') }} as value_amount,
        {{ as_money('totals.value_amount - base.value_amount') }} as value_change_amount,
        {{ as_money('totals.profit_amount') }} as profit_amount,
        {{ as_money('totals.profit_amount - base.profit_amount') }} as profit_change_amount,
        cast(
            (totals.profit_amount - base.profit_amount) / nullif(abs(base.profit_amount), 0)
            as decimal(12, 6)
        ) as profit_change_ratio
    from totals
    cross join value_rates
    cross join given
    cross join income_effect
    inner join totals as base
        on base.factor_code = 'base'

)

select * from final
