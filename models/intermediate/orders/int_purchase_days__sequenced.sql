with

purchase_days as (

    select * from {{ touched('int_customer_days', 'customer_id') }}
    where is_purchase_day

),

sequenced as (

    select
        customer_id,
        trade_date,
        day_number,
        order_count,
        revenue_amount,
        row_number() over (partition by customer_id order by trade_date) as purchase_day_number,
        lag(trade_date) over (partition by customer_id order by trade_date)
            as previous_purchase_date,
        lead(trade_date) over (partition by customer_id order by trade_date)
            as next_purchase_date
    from purchase_days

),

final as (

    select
        customer_id,
        trade_date as purchase_date,
        day_number,
        cast(purchase_day_number as integer) as purchase_day_number,
        previous_purchase_date,
        next_purchase_date,
        {{ days_between('previous_purchase_date', 'trade_date') }} as gap_days,
        order_count,
        revenue_amount
    from sequenced
    order by customer_id, purchase_date

)

select * from final
