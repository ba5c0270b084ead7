{%- set until_now = '(partition by customer_id order by day_number)' -%}
{%- set score_window = '(
    partition by customer_id
    order by score_position
    -- constant: a window is a million long on the scale of positions
    range between 999999 preceding and current row
)' -%}
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
        customer_id,
        day_number,
        segment_date,
        first_order_date,
        is_judged,
        max(purchase_number) over {{ until_now }} as last_purchase_number,
        max(new_business_number) over {{ until_now }} as new_business_number,
        count(purchase_number) over {{ until_now }} as purchase_day_count,
        sum(order_count) over {{ until_now }} as order_count,
        sum(revenue_amount) over {{ until_now }} as revenue_amount,
        sum(margin_amount) over {{ until_now }} as margin_amount,
        sum(margin_amount) over (
            partition by customer_id
            order by value_position
            -- constant: a window is a million long on the scale of positions
            range between 999999 preceding and current row
        ) as current_margin_amount,
        sum(revenue_amount) over (
            partition by customer_id
            order by lifecycle_position
            -- constant: a window is a million long on the scale of positions
            range between 999999 preceding and current row
        ) as window_amount,
        sum(revenue_amount) over (
            partition by customer_id
            order by lifecycle_position
            -- constant: the window before it
            range between 1999999 preceding and 1000000 preceding
        ) as previous_window_amount
    from moments

),

-- the best window so far, of those that end on a day with trade
topped as (

    select
        summed.*,
        max(case when not summed.is_judged then summed.window_amount end)
            over (partition by summed.customer_id order by summed.day_number)
            as best_window_amount
    from summed

),

-- only where the rules score a window instead of all history
score_windows as (

    select
        customer_id,
        segment_date,
        count(purchase_number) over {{ score_window }} as frequency_count,
        coalesce(sum(revenue_amount) over {{ score_window }}, 0) as revenue_amount
    from moments
    where score_position is not null

),

counted as (

    select
        topped.*,
        rules.monetary_measure_code,
        coalesce(score_windows.frequency_count, topped.purchase_day_count) as frequency_count,
        coalesce(score_windows.revenue_amount, topped.revenue_amount) as score_amount
    from topped
    cross join rules
    left join score_windows
        on
            topped.customer_id = score_windows.customer_id
            and topped.segment_date = score_windows.segment_date
    where topped.is_judged

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
        cast(frequency_count as bigint) as frequency_count,
        cast(
            case
                when monetary_measure_code = 'sum' then score_amount
                else coalesce(score_amount / nullif(frequency_count, 0), 0)
            end as decimal(18, 6)
        ) as monetary_amount,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('margin_amount') }} as margin_amount,
        {{ as_money('current_margin_amount') }} as current_margin_amount,
        {{ as_money('window_amount') }} as window_amount,
        {{ as_money('coalesce(previous_window_amount, 0)') }} as previous_window_amount,
        {{ as_money('best_window_amount') }} as best_window_amount
    from counted

)

select * from final
