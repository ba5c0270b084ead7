with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

known as (

    select
        customer_cuts.customer_id,
        customer_cuts.cut_date
    from customer_cuts
    inner join cuts
        on
            customer_cuts.cut_date = cuts.cut_date
            and not cuts.is_present

),

followed as (

    select
        known.customer_id,
        known.cut_date,
        count(case when customer_days.is_purchase_day then 1 end) as order_count,
        sum(customer_days.revenue_amount) as revenue_amount
    from known
    inner join customer_days
        on
            known.customer_id = customer_days.customer_id
            and known.cut_date < customer_days.trade_date
    group by known.customer_id, known.cut_date

),

final as (

    select
        known.customer_id,
        known.cut_date,
        coalesce(followed.order_count, 0) as actual_order_count,
        {{ as_money('coalesce(followed.revenue_amount, 0)') }} as actual_revenue_amount
    from known
    left join followed
        on
            known.customer_id = followed.customer_id
            and known.cut_date = followed.cut_date

)

select * from final
