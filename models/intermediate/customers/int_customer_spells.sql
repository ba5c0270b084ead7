with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- a silence longer than the window ends a relationship; the next purchase begins another
numbered as (

    select
        purchase_days.customer_id,
        purchase_days.purchase_date,
        lapse_rules.lapse_days,
        as_of.as_of_date,
        1 + sum(case when purchase_days.gap_days > lapse_rules.lapse_days then 1 else 0 end) over (
            partition by purchase_days.customer_id
            order by purchase_days.purchase_date
            rows between unbounded preceding and current row
        ) as spell_number
    from purchase_days
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}

),

spells as (

    select
        customer_id,
        spell_number,
        min(purchase_date) as start_date,
        max(purchase_date) as last_order_date,
        max(lapse_days) as lapse_days,
        max(as_of_date) as as_of_date
    from numbered
    group by customer_id, spell_number

),

-- money of days without a purchase belongs to the spell before, until the next one starts
spans as (

    select
        spells.*,
        lead(spells.start_date) over (
            partition by spells.customer_id
            order by spells.spell_number
        ) as next_start_date,
        {{ date_plus_days('spells.last_order_date', 'cast(spells.lapse_days as integer) + 1') }}
            as lapse_date
    from spells

),

totalled as (

    select
        spans.customer_id,
        spans.spell_number,
        sum(customer_days.order_count) as order_count,
        count(case when customer_days.is_purchase_day then 1 end) as purchase_day_count,
        sum(customer_days.revenue_amount) as revenue_amount,
        case
            when count(customer_days.variable_cost_amount) = count(*)
                then sum(customer_days.revenue_amount - customer_days.variable_cost_amount)
        end as margin_amount
    from spans
    inner join customer_days
        on
            spans.customer_id = customer_days.customer_id
            and (spans.start_date <= customer_days.trade_date or spans.spell_number = 1)
            and (
                spans.next_start_date > customer_days.trade_date
                or spans.next_start_date is null
            )
    group by spans.customer_id, spans.spell_number

),

final as (

    select
        spans.customer_id,
        cast(spans.spell_number as integer) as spell_number,
        spans.start_date,
        spans.last_order_date,
        case when spans.lapse_date <= spans.as_of_date then spans.lapse_date end as end_date,
        cast(totalled.order_count as bigint) as order_count,
        totalled.purchase_day_count,
        {{ as_money('totalled.revenue_amount') }} as revenue_amount,
        {{ as_money('totalled.margin_amount') }} as margin_amount
    from spans
    inner join totalled
        on
            spans.customer_id = totalled.customer_id
            and spans.spell_number = totalled.spell_number

)

select * from final
