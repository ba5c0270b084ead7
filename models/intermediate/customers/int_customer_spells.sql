with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- the purchase day before, seen from every day with an amount
sequenced as (

    select
        customer_days.*,
        max(case when customer_days.is_purchase_day then customer_days.day_number end) over (
            partition by customer_days.customer_id
            order by customer_days.day_number
            rows between unbounded preceding and 1 preceding
        ) as previous_day_number
    from customer_days

),

-- a silence longer than the window ends a relationship; the next purchase begins another, and a
-- refund belongs to the one that is running or was the last
numbered as (

    select
        sequenced.*,
        lapse_rules.lapse_days,
        as_of.as_of_date,
        1 + sum(
            case
                when
                    sequenced.is_purchase_day
                    and sequenced.day_number - sequenced.previous_day_number
                    > lapse_rules.lapse_days
                    then 1
                else 0
            end
        ) over (
            partition by sequenced.customer_id
            order by sequenced.day_number
            rows between unbounded preceding and current row
        ) as spell_number
    from sequenced
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

),

totalled as (

    select
        customer_id,
        cast(spell_number as integer) as spell_number,
        min(case when is_purchase_day then trade_date end) as start_date,
        max(case when is_purchase_day then trade_date end) as last_order_date,
        max(lapse_days) as lapse_days,
        max(as_of_date) as as_of_date,
        sum(order_count) as order_count,
        sum(revenue_amount) as revenue_amount,
        case
            when count(variable_cost_amount) = count(*)
                then sum(revenue_amount - variable_cost_amount)
        end as margin_amount
    from numbered
    group by customer_id, spell_number
    having count(case when is_purchase_day then 1 end) > 0

),

dated as (

    select
        totalled.*,
        {{ date_plus_days('last_order_date', 'lapse_days + 1') }} as lapse_date
    from totalled

),

final as (

    select
        customer_id,
        spell_number,
        start_date,
        last_order_date,
        case when lapse_date <= as_of_date then lapse_date end as end_date,
        cast(order_count as bigint) as order_count,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('margin_amount') }} as margin_amount
    from dated

)

select * from final
