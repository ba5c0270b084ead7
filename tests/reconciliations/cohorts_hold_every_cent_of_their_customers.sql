-- years of cohorts, with refunds before the first purchase, are the net revenue of customers
with

cohort_years as (

    select * from {{ ref('dwyer_clv') }}
    where not is_projected

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

in_cohorts as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        sum(sales_amount + coalesce(refunds_before_first_purchase_amount, 0)) as revenue_amount
    from cohort_years
    group by cohort_grain_code, group_code, group_value

),

of_customers as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        sum(facts.revenue_amount) as revenue_amount
    from facts
    inner join customer_groups
        on facts.customer_id = customer_groups.customer_id
    group by customer_groups.group_code, customer_groups.group_value

)

select
    in_cohorts.cohort_grain_code,
    of_customers.group_code,
    of_customers.group_value,
    in_cohorts.revenue_amount as cohort_revenue_amount,
    of_customers.revenue_amount as customer_revenue_amount
from of_customers
left join in_cohorts
    on
        of_customers.group_code = in_cohorts.group_code
        and of_customers.group_value = in_cohorts.group_value
where coalesce(in_cohorts.revenue_amount <> of_customers.revenue_amount, true)
