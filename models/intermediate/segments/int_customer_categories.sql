with

lines as (

    select * from {{ touched('int_order_lines__accepted', 'customer_id') }}
    where quantity > 0

),

purchase_days as (

    select * from {{ touched('int_purchase_days__sequenced', 'customer_id') }}

),

firsts as (

    select
        customer_id,
        category,
        min(order_date) as first_date
    from lines
    group by customer_id, category

),

-- categories entered on one day are one step: the basket cannot say which came first
final as (

    select
        firsts.customer_id,
        firsts.category,
        firsts.first_date,
        purchase_days.day_number as first_day_number,
        purchase_days.purchase_day_number,
        cast(
            dense_rank() over (
                partition by firsts.customer_id
                order by firsts.first_date
            ) as integer
        ) as step_number
    from firsts
    inner join purchase_days
        on
            firsts.customer_id = purchase_days.customer_id
            and firsts.first_date = purchase_days.purchase_date

)

select * from final
