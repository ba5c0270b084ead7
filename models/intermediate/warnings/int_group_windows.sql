with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}
    where is_default

),

lasts as (

    select
        customer_groups.group_code,
        customer_groups.group_value,
        max(facts.last_order_date) as last_date
    from facts
    inner join customer_groups
        on facts.customer_id = customer_groups.customer_id
    group by customer_groups.group_code, customer_groups.group_value

),

last_trades as (

    select
        customer_id,
        max(trade_date) as last_trade_date
    from customer_days
    group by customer_id

),

-- only customers with trade, a refund at least, in the windows before their group's last purchase
present as (

    select
        last_trades.customer_id,
        lasts.group_code,
        lasts.group_value,
        lasts.last_date,
        rule_sets.window_days
    from last_trades
    inner join customer_groups
        on last_trades.customer_id = customer_groups.customer_id
    inner join lasts
        on
            customer_groups.group_code = lasts.group_code
            and customer_groups.group_value = lasts.group_value
    cross join rule_sets
    where
        {{ days_between('last_trades.last_trade_date', 'lasts.last_date') }}
        <= rule_sets.window_days + rule_sets.window_days

),

aged as (

    select
        present.group_code,
        present.group_value,
        present.window_days,
        customer_days.is_purchase_day,
        customer_days.revenue_amount,
        {{ days_between('customer_days.trade_date', 'present.last_date') }} as age_days
    from present
    inner join customer_days
        on present.customer_id = customer_days.customer_id

),

summed as (

    select
        group_code,
        group_value,
        {{ window_count('is_purchase_day', 'age_days', '0', 'window_days') }}
            as frequency_current_count,
        {{ window_count('is_purchase_day', 'age_days', 'window_days', 'window_days') }}
            as frequency_baseline_count,
        {{ window_sum('revenue_amount', 'age_days', '0', 'window_days') }}
            as monetary_current_amount,
        {{ window_sum('revenue_amount', 'age_days', 'window_days', 'window_days') }}
            as monetary_baseline_amount
    from aged
    group by group_code, group_value

),

final as (

    select
        lasts.group_code as subject_code,
        lasts.group_value as subject_value,
        lasts.last_date,
        cast(summed.frequency_current_count as bigint) as frequency_current_count,
        cast(summed.frequency_baseline_count as bigint) as frequency_baseline_count,
        {{ as_money('summed.monetary_current_amount') }} as monetary_current_amount,
        {{ as_money('summed.monetary_baseline_amount') }} as monetary_baseline_amount
    from lasts
    inner join summed
        on
            lasts.group_code = summed.group_code
            and lasts.group_value = summed.group_value

)

select * from final
