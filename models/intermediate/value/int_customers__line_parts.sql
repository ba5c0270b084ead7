with

line_values as (

    select * from {{ ref('int_customer_line_values') }}

),

final as (

    select
        customer_id,
        sum(line_count) as line_count,
        sum(list_price_count) as list_price_count,
        sum(placed_line_count) as placed_line_count,
        sum(loyalty_amount) as loyalty_amount,
        sum(case when part_code = 'entry' then line_count else 0 end) as entry_line_count,
        sum(case when part_code = 'repeat' then line_count else 0 end) as repeat_line_count,
        sum(case when part_code = 'cross_sell' then line_count else 0 end) as cross_line_count,
        sum(case when part_code = 'entry' then reference_margin_amount else 0 end) as entry_amount,
        sum(case when part_code = 'repeat' then reference_margin_amount else 0 end)
            as repeat_amount,
        sum(case when part_code = 'cross_sell' then reference_margin_amount else 0 end)
            as cross_amount,
        sum(case when part_code = 'entry' then line_margin_amount else 0 end)
            as entry_line_margin_amount,
        sum(case when part_code = 'entry' then 0 else line_margin_amount end)
            as later_line_margin_amount
    from line_values
    group by customer_id

)

select * from final
