with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

spells as (

    select * from {{ ref('int_customer_spells') }}

),

gaps as (

    select * from {{ ref('int_customers__gaps') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- customers with a refund and no purchase are in the ledger of orders, not among customers
totals as (

    select
        customer_id,
        min(case when is_purchase_day then trade_date end) as first_order_date,
        max(case when is_purchase_day then trade_date end) as last_order_date,
        sum(order_count) as order_count,
        count(case when is_purchase_day then 1 end) as purchase_day_count,
        sum(revenue_amount) as revenue_amount,
        sum(refund_amount) as refund_amount,
        sum(estimated_cost_amount) as estimated_cost_amount,
        case when count(variable_cost_amount) = count(*) then sum(variable_cost_amount) end
            as variable_cost_amount
    from customer_days
    group by customer_id
    having count(case when is_purchase_day then 1 end) > 0

),

lapses as (

    select
        customer_id,
        count(end_date) as lapse_count,
        max(last_order_date) as last_order_date
    from spells
    group by customer_id

),

latest_spells as (

    select
        spells.customer_id,
        spells.end_date,
        lapses.lapse_count
    from spells
    inner join lapses
        on
            spells.customer_id = lapses.customer_id
            and spells.last_order_date = lapses.last_order_date

),

trade_start as (

    select min(first_order_date) as trade_start_date from totals

),

final as (

    select
        totals.customer_id,
        totals.first_order_date,
        totals.last_order_date,
        {{ month_of('totals.first_order_date') }} as cohort_month,
        latest_spells.end_date as lapsed_date,
        as_of.as_of_date,
        case when latest_spells.end_date is null then 'active' else 'lapsed' end as status_code,
        {{ days_between('trade_start.trade_start_date', 'totals.first_order_date') }}
        < lapse_rules.left_edge_days as is_left_edge,
        totals.purchase_day_count > 1 as is_repeat,
        cast(totals.order_count as bigint) as order_count,
        totals.purchase_day_count,
        latest_spells.lapse_count,
        {{ as_money('totals.revenue_amount') }} as revenue_amount,
        {{ as_money('totals.refund_amount') }} as refund_amount,
        {{ as_money('totals.estimated_cost_amount') }} as estimated_cost_amount,
        {{ as_money('totals.variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('totals.revenue_amount - totals.variable_cost_amount') }} as margin_amount,
        {{ days_between('totals.first_order_date', 'as_of.as_of_date') }} as tenure_days,
        {{ days_between('totals.last_order_date', 'as_of.as_of_date') }} as recency_days,
        gaps.median_gap_days
    from totals
    inner join latest_spells
        on totals.customer_id = latest_spells.customer_id
    left join gaps
        on totals.customer_id = gaps.customer_id
    cross join as_of
    cross join trade_start
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

)

select * from final
