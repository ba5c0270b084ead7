with

customer_costs as (

    select * from {{ ref('int_customer_costs') }}

),

referrals as (

    select * from {{ ref('int_referrals__accepted') }}
    where not is_negative

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}
    where not is_given

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

-- what a year with a purchase is assumed to cost is booked on its first purchase
active_years as (

    select
        purchase_days.customer_id,
        min(purchase_days.purchase_date) as cost_date
    from purchase_days
    inner join facts
        on purchase_days.customer_id = facts.customer_id
    group by
        purchase_days.customer_id,
        {{ tenure_year('facts.first_order_date', 'purchase_days.purchase_date') }}

),

unioned as (

    select
        customer_id,
        cost_date,
        cost_type,
        false as is_assumed,
        cost_amount
    from customer_costs

    union all

    select
        facts.customer_id,
        facts.first_order_date as cost_date,
        'referral_incentive' as cost_type,
        false as is_assumed,
        referrals.incentive_amount as cost_amount
    from referrals
    inner join facts
        on referrals.referred_id = facts.customer_id

    union all

    select
        active_years.customer_id,
        active_years.cost_date,
        cost_types.cost_type,
        true as is_assumed,
        cost_assumptions.marketing_cost_per_customer_year_amount as cost_amount
    from active_years
    inner join cost_types
        on cost_types.cost_type = 'marketing'
    inner join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'active_years.cost_date') }}

    union all

    select
        facts.customer_id,
        facts.first_order_date as cost_date,
        cost_types.cost_type,
        true as is_assumed,
        cost_assumptions.acquisition_cost_per_customer_amount as cost_amount
    from facts
    inner join cost_types
        on cost_types.cost_type = 'acquisition'
    inner join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'facts.first_order_date') }}

),

final as (

    select
        customer_id,
        cost_date,
        cost_type,
        is_assumed,
        {{ as_money('sum(cost_amount)') }} as cost_amount
    from unioned
    where cost_amount <> 0
    group by customer_id, cost_date, cost_type, is_assumed

)

select * from final
