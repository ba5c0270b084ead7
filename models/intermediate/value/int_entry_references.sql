with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

entered as (

    select * from {{ ref('int_customers__entered') }}

),

final as (

    select
        entered.cohort_month,
        1 - sum({{ as_float('lines.revenue_amount') }})
        / nullif(sum({{ as_float('lines.quantity') }} * lines.list_price), 0)
            as entry_discount_ratio
    from lines
    inner join entered
        on lines.order_id = entered.first_order_id
    where
        lines.list_price > 0
        and lines.quantity > 0
    group by entered.cohort_month

)

select * from final
