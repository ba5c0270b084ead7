with

customer_days as (

    select * from {{ touched('int_customer_days', 'customer_id') }}

),

months as (

    select
        customer_id,
        {{ month_of('trade_date') }} as calendar_month,
        sum(order_count) as order_count,
        count(case when is_purchase_day then 1 end) as purchase_day_count,
        max(case when is_purchase_day then trade_date end) as last_purchase_date,
        sum(revenue_amount) as revenue_amount,
        sum(refund_amount) as refund_amount,
        sum(estimated_cost_amount) as estimated_cost_amount,
        case when count(variable_cost_amount) = count(*) then sum(variable_cost_amount) end
            as variable_cost_amount
    from customer_days
    group by customer_id, {{ month_of('trade_date') }}

),

-- the last month with a purchase before this one
compared as (

    select
        months.*,
        max(case when months.order_count > 0 then months.calendar_month end) over (
            partition by months.customer_id
            order by months.calendar_month
            rows between unbounded preceding and 1 preceding
        ) as previous_purchase_month
    from months

),

final as (

    select
        customer_id,
        calendar_month,
        previous_purchase_month,
        last_purchase_date,
        case
            when order_count = 0 then 'refund_only'
            when previous_purchase_month is null then 'new'
            when {{ months_between('previous_purchase_month', 'calendar_month') }} = 1
                then 'retained'
            else 'resurrected'
        end as state_code,
        cast(order_count as bigint) as order_count,
        purchase_day_count,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('refund_amount') }} as refund_amount,
        {{ as_money('estimated_cost_amount') }} as estimated_cost_amount,
        {{ as_money('variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('revenue_amount - variable_cost_amount') }} as margin_amount
    from compared
    order by customer_id, calendar_month

)

select * from final
