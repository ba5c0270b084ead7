{%- set in_time = '(
    partition by periods.period_grain_code, periods.customer_id
    order by periods.period_number
)' -%}
{%- set everything = '(partition by periods.period_grain_code, periods.customer_id)' -%}
with

customer_days as (

    select * from {{ touched('int_customer_days', 'customer_id') }}

),

day_periods as (

    select * from {{ ref('int_calendar_day_periods') }}

),

periods as (

    select
        day_periods.period_grain_code,
        customer_days.customer_id,
        day_periods.period_number,
        sum(customer_days.order_count) as order_count,
        count(case when customer_days.is_purchase_day then 1 end) as purchase_day_count,
        sum(customer_days.revenue_amount) as revenue_amount,
        sum(customer_days.estimated_cost_amount) as estimated_cost_amount,
        count(customer_days.variable_cost_amount) < count(*) as is_cost_assumed
    from customer_days
    inner join day_periods
        on customer_days.trade_date = day_periods.calendar_date
    group by
        day_periods.period_grain_code,
        customer_days.customer_id,
        day_periods.period_number

),

-- a purchase in the period next door can only stand in the row next door
compared as (

    select
        periods.*,
        coalesce(lag(periods.order_count) over {{ in_time }}, 0) > 0
        and lag(periods.period_number) over {{ in_time }} = periods.period_number - 1 as was_active,
        coalesce(lead(periods.order_count) over {{ in_time }}, 0) > 0
        and lead(periods.period_number) over {{ in_time }} = periods.period_number + 1
            as will_be_active,
        lag(periods.revenue_amount) over {{ in_time }} as row_before_revenue_amount,
        min(case when periods.order_count > 0 then periods.period_number end) over {{ everything }}
            as first_purchase_period_number,
        max(case when periods.order_count > 0 then periods.period_number end) over {{ everything }}
            as last_purchase_period_number
    from periods

),

final as (

    select
        period_grain_code,
        customer_id,
        period_number,
        first_purchase_period_number,
        last_purchase_period_number,
        case
            when order_count = 0 then 'refund_only'
            when period_number = first_purchase_period_number then 'new'
            when was_active then 'retained'
            else 'resurrected'
        end as state_code,
        order_count > 0 and not coalesce(will_be_active, false) as is_lost_next,
        is_cost_assumed,
        cast(order_count as bigint) as order_count,
        purchase_day_count,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('estimated_cost_amount') }} as estimated_cost_amount,
        {{ as_money('case
            when order_count > 0 and was_active then row_before_revenue_amount
        end') }} as previous_revenue_amount
    from compared

)

select * from final
