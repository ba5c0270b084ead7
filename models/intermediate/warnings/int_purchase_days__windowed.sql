{%- set current_window = '(
    partition by customer_id, window_days
    order by window_position
    -- constant: a window is a million long on the scale of positions
    range between 1000000 preceding and 1 preceding
)' -%}
{%- set baseline_window = '(
    partition by customer_id, window_days
    order by window_position
    -- constant: the window before it, without the position they share
    range between 2000000 preceding and 1000001 preceding
)' -%}
with

customer_days as (

    select * from {{ touched('int_customer_days', 'customer_id') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}

),

windows as (

    select window_days
    from rule_sets
    group by window_days

),

-- refunds on days of their own are money too: the windows run over every day with trade
numbered as (

    select
        customer_days.customer_id,
        customer_days.trade_date,
        windows.window_days,
        customer_days.is_purchase_day,
        customer_days.revenue_amount,
        case when customer_days.is_purchase_day then 1 else 0 end as purchase_day_count,
        {{ window_position('customer_days.day_number', 'windows.window_days') }} as window_position
    from customer_days
    cross join windows

),

-- the day itself is in no window: a window that ends on a purchase has one purchase too many
summed as (

    select
        customer_id,
        trade_date,
        window_days,
        is_purchase_day,
        sum(purchase_day_count) over {{ current_window }} as frequency_current_count,
        sum(purchase_day_count) over {{ baseline_window }} as frequency_baseline_count,
        sum(revenue_amount) over {{ current_window }} as monetary_current_amount,
        sum(revenue_amount) over {{ baseline_window }} as monetary_baseline_amount
    from numbered

),

final as (

    select
        customer_id,
        trade_date as purchase_date,
        window_days,
        cast(coalesce(frequency_current_count, 0) as bigint) as frequency_current_count,
        cast(coalesce(frequency_baseline_count, 0) as bigint) as frequency_baseline_count,
        {{ as_money('coalesce(monetary_current_amount, 0)') }} as monetary_current_amount,
        {{ as_money('coalesce(monetary_baseline_amount, 0)') }} as monetary_baseline_amount
    from summed
    where is_purchase_day

)

select * from final
