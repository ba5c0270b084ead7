{%- set margin = '(customer_days.revenue_amount - customer_days.estimated_cost_amount)' -%}
with

customer_days as (

    select * from {{ touched('int_customer_days', 'customer_id') }}

),

categories as (

    select * from {{ touched('int_customer_categories', 'customer_id') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- days on which an old customer first bought in a category
new_business_days as (

    select
        categories.customer_id,
        categories.first_day_number
    from categories
    cross join rules
    where categories.purchase_day_number > rules.old_purchase_days
    group by categories.customer_id, categories.first_day_number

),

-- what a day brings it takes away when it leaves a window, perhaps for the window before
phases as (

    select
        0 as delay_days,
        1 as is_trade,
        1 as value_sign,
        1 as window_sign,
        0 as previous_sign
    from rules

    union all

    select
        current_value_days as delay_days,
        0 as is_trade,
        -1 as value_sign,
        0 as window_sign,
        0 as previous_sign
    from rules

    union all

    select
        lifecycle_window_days as delay_days,
        0 as is_trade,
        0 as value_sign,
        -1 as window_sign,
        1 as previous_sign
    from rules

    union all

    select
        2 * lifecycle_window_days as delay_days, -- constant: two windows
        0 as is_trade,
        0 as value_sign,
        0 as window_sign,
        -1 as previous_sign
    from rules

),

final as (

    select
        customer_days.customer_id,
        customer_days.day_number + phases.delay_days as day_number,
        max(phases.is_trade) = 1 as is_trade,
        max(
            case
                when phases.is_trade = 1 and customer_days.is_purchase_day
                    then customer_days.day_number
            end
        ) as purchase_number,
        max(case when phases.is_trade = 1 then new_business_days.first_day_number end)
            as new_business_number,
        cast(sum(phases.is_trade * customer_days.order_count) as bigint) as order_count,
        {{ as_money('sum(phases.is_trade * customer_days.revenue_amount)') }} as revenue_amount,
        {{ as_money('sum(phases.is_trade * ' ~ margin ~ ')') }} as margin_amount,
        {{ as_money('sum(phases.value_sign * ' ~ margin ~ ')') }} as current_margin_amount,
        {{ as_money('sum(phases.window_sign * customer_days.revenue_amount)') }} as window_amount,
        {{ as_money('sum(phases.previous_sign * customer_days.revenue_amount)') }}
            as previous_window_amount
    from customer_days
    cross join phases
    left join new_business_days
        on
            customer_days.customer_id = new_business_days.customer_id
            and customer_days.day_number = new_business_days.first_day_number
    group by customer_days.customer_id, customer_days.day_number + phases.delay_days

)

select * from final
