{%- set in_time = '(
    partition by customer_id
    order by calendar_month
    rows between unbounded preceding and current row
)' -%}
with

customer_months as (

    select * from {{ touched('int_customer_months', 'customer_id') }}

),

-- a month's margin comes in with its month and goes out a year later
changes as (

    select
        customer_id,
        calendar_month,
        last_purchase_date,
        revenue_amount - estimated_cost_amount as margin_change,
        case when variable_cost_amount is null then 1 else 0 end as estimate_change
    from customer_months

    union all

    select
        customer_id,
        -- constant: a year has 12 months
        {{ date_plus_months('calendar_month', 12) }} as calendar_month,
        null as last_purchase_date,
        estimated_cost_amount - revenue_amount as margin_change,
        case when variable_cost_amount is null then -1 else 0 end as estimate_change
    from customer_months

),

changed as (

    select
        customer_id,
        calendar_month,
        max(last_purchase_date) as last_purchase_date,
        sum(margin_change) as margin_change,
        sum(estimate_change) as estimate_change
    from changes
    group by customer_id, calendar_month

),

summed as (

    select
        customer_id,
        calendar_month,
        lead(calendar_month) over (partition by customer_id order by calendar_month)
            as next_month,
        max(last_purchase_date) over {{ in_time }} as last_purchase_date,
        sum(margin_change) over {{ in_time }} as year_margin_amount,
        sum(estimate_change) over {{ in_time }} as estimate_count
    from changed

),

final as (

    select
        customer_id,
        calendar_month,
        next_month,
        last_purchase_date,
        {{ as_money('year_margin_amount') }} as year_margin_amount,
        estimate_count > 0 as is_margin_estimated
    from summed

)

select * from final
