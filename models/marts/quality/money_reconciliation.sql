with

as_of as (

    select * from {{ ref('int_as_of') }}

),

orders as (

    select * from {{ ref('orders') }}

),

customer_months as (

    select * from {{ ref('customer_months') }}

),

customers as (

    select * from {{ ref('customers') }}

),

cohorts as (

    select * from {{ ref('int_cohort_totals') }}

),

segments as (

    select * from {{ ref('segment_summary') }}

),

dwyer_years as (

    select * from {{ ref('dwyer_clv') }}
    where group_code = 'all' and not is_projected

),

everybody as (

    select
        coalesce((select sum(revenue_amount) from orders), 0) as order_amount,
        coalesce((select max(never_bought_amount) from cohorts), 0) as never_bought_amount

),

totals as (

    select
        'orders' as total_code,
        'all' as division_code,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
        0 as early_amount
    from orders

    union all

    select
        'months' as total_code,
        'all' as division_code,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
        0 as early_amount
    from customer_months

    union all

    select
        'customers' as total_code,
        'all' as division_code,
        coalesce(sum(revenue_amount), 0) as revenue_amount,
        0 as early_amount
    from customers

    union all

    select
        'cohorts' as total_code,
        period_grain_code as division_code,
        revenue_amount,
        early_amount
    from cohorts

    union all

    select
        'segments' as total_code,
        segmentation_code as division_code,
        sum(revenue_amount) as revenue_amount,
        0 as early_amount
    from segments
    group by segmentation_code

    union all

    select
        'dwyer' as total_code,
        cohort_grain_code as division_code,
        sum(sales_amount) as revenue_amount,
        sum(coalesce(refunds_before_first_purchase_amount, 0)) as early_amount
    from dwyer_years
    group by cohort_grain_code

),

final as (

    select
        totals.total_code,
        totals.division_code,
        as_of.as_of_date,
        {{ as_money('totals.revenue_amount') }} as revenue_amount,
        {{ as_money('everybody.order_amount - totals.revenue_amount') }} as difference_amount,
        {{ as_money("totals.early_amount + case
            when totals.total_code in ('orders', 'months') then 0
            else everybody.never_bought_amount
        end") }} as unplaced_refund_amount
    from totals
    cross join everybody
    cross join as_of

)

select * from final
