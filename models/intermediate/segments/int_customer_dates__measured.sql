with

moments as (

    select * from {{ ref('int_customer_moments') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- what a date knows is what happened until its evening; nothing later
summed as (

    select
        moments.customer_id,
        moments.day_number,
        moments.segment_date,
        moments.first_order_date,
        moments.is_judged,
        rules.rfm_window_days,
        rules.monetary_measure_code,
        max(moments.purchase_number) over until_now as last_purchase_number,
        max(moments.new_business_number) over until_now as new_business_number,
        count(moments.purchase_number) over until_now as purchase_day_count,
        sum(moments.order_count) over until_now as order_count,
        sum(moments.revenue_amount) over until_now as revenue_amount,
        sum(moments.margin_amount) over until_now as margin_amount,
        sum(moments.revenue_amount) over (
            partition by moments.customer_id
            order by moments.day_number
            range between rules.lifecycle_window_days - 1 preceding and current row
        ) as window_amount,
        sum(moments.revenue_amount) over (
            partition by moments.customer_id
            order by moments.day_number
            range between
            rules.lifecycle_window_days + rules.lifecycle_window_days - 1 preceding
            and rules.lifecycle_window_days preceding
        ) as previous_window_amount,
        sum(moments.margin_amount) over (
            partition by moments.customer_id
            order by moments.day_number
            range between rules.current_value_days - 1 preceding and current row
        ) as current_margin_amount,
        count(moments.purchase_number) over (
            partition by moments.customer_id
            order by moments.day_number
            range between coalesce(rules.rfm_window_days, moments.day_number + 1) - 1 preceding
            and current row
        ) as rfm_purchase_day_count,
        sum(moments.revenue_amount) over (
            partition by moments.customer_id
            order by moments.day_number
            range between coalesce(rules.rfm_window_days, moments.day_number + 1) - 1 preceding
            and current row
        ) as rfm_revenue_amount
    from moments
    cross join rules
    window
        until_now as (
            partition by moments.customer_id
            order by moments.day_number
            range between unbounded preceding and current row
        )

),

-- the best window so far can end on any day of the customer's life
topped as (

    select
        summed.*,
        max(summed.window_amount) over (
            partition by summed.customer_id
            order by summed.day_number
            range between unbounded preceding and current row
        ) as best_window_amount
    from summed

),

final as (

    select
        customer_id,
        segment_date,
        first_order_date,
        day_number - last_purchase_number as recency_days,
        {{ days_between('first_order_date', 'segment_date') }} as tenure_days,
        day_number - new_business_number as new_business_age_days,
        cast(purchase_day_count as bigint) as purchase_day_count,
        cast(order_count as bigint) as order_count,
        cast(rfm_purchase_day_count as bigint) as frequency_count,
        cast(
            case
                when monetary_measure_code = 'sum' then rfm_revenue_amount
                else rfm_revenue_amount / nullif(rfm_purchase_day_count, 0)
            end as decimal(18, 6)
        ) as monetary_amount,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('margin_amount') }} as margin_amount,
        {{ as_money('current_margin_amount') }} as current_margin_amount,
        {{ as_money('window_amount') }} as window_amount,
        {{ as_money('coalesce(previous_window_amount, 0)') }} as previous_window_amount,
        {{ as_money('best_window_amount') }} as best_window_amount
    from topped
    where is_judged

)

select * from final
