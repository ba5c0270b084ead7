{%- set until_now = '(partition by customer_id order by day_number)' -%}
with

moments as (

    select * from {{ touched('int_customer_moments', 'customer_id') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

summed as (

    select
        customer_id,
        day_number,
        is_trade,
        lead(day_number) over {{ until_now }} as next_day_number,
        max(purchase_number) over {{ until_now }} as last_purchase_number,
        max(new_business_number) over {{ until_now }} as new_business_number,
        count(purchase_number) over {{ until_now }} as purchase_day_count,
        sum(order_count) over {{ until_now }} as order_count,
        sum(revenue_amount) over {{ until_now }} as revenue_amount,
        sum(margin_amount) over {{ until_now }} as margin_amount,
        sum(current_margin_amount) over {{ until_now }} as current_margin_amount,
        sum(window_amount) over {{ until_now }} as window_amount,
        sum(previous_window_amount) over {{ until_now }} as previous_window_amount
    from moments

),

-- the best window so far, of those that end on a day with trade
topped as (

    select
        summed.*,
        max(case when summed.is_trade then summed.window_amount end)
            over (partition by summed.customer_id order by summed.day_number)
            as best_window_amount
    from summed

),

final as (

    select
        topped.customer_id,
        topped.day_number,
        -- constant: a day that no date reaches, where nothing comes after
        coalesce(topped.next_day_number, 9999999) as next_day_number,
        facts.first_order_date,
        topped.last_purchase_number,
        topped.new_business_number,
        topped.purchase_day_count,
        cast(topped.order_count as bigint) as order_count,
        {{ as_money('topped.revenue_amount') }} as revenue_amount,
        {{ as_money('topped.margin_amount') }} as margin_amount,
        {{ as_money('topped.current_margin_amount') }} as current_margin_amount,
        {{ as_money('topped.window_amount') }} as window_amount,
        {{ as_money('topped.previous_window_amount') }} as previous_window_amount,
        {{ as_money('topped.best_window_amount') }} as best_window_amount
    from topped
    inner join facts
        on topped.customer_id = facts.customer_id

)

select * from final
