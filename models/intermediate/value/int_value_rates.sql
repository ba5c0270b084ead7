with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}
    where dwyer_rule_code = 'default'

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}
    where table_name = 'referrals'

),

given as (

    select count(*) > 0 as is_referral_table_given from mapped_columns

),

totals as (

    select
        sum(revenue_amount) as revenue_amount,
        sum(estimated_cost_amount) as cost_amount,
        coalesce(count(*) > count(variable_cost_amount), true) as is_variable_cost_assumed
    from facts

),

final as (

    select
        as_of.as_of_date,
        given.is_referral_table_given,
        totals.is_variable_cost_assumed,
        rules.interest_rate * rules.risk_factor as annual_rate,
        1 - coalesce(
            totals.cost_amount / {{ as_float('nullif(totals.revenue_amount, 0)') }},
            cost_assumptions.variable_cost_share
        ) as margin_ratio
    from as_of
    cross join totals
    cross join given
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'as_of.as_of_date') }}

)

select * from final
