with

customer_cuts as (

    select * from {{ ref('int_customer_cut_months') }}

),

final as (

    select
        cut_date,
        repeat_month_count,
        last_repeat_month_number,
        month_count,
        count(*) as customer_count,
        cast(sum(repeat_day_count) as bigint) as repeat_day_count
    from customer_cuts
    group by cut_date, repeat_month_count, last_repeat_month_number, month_count

)

select * from final
