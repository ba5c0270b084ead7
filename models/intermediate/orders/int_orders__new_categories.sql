with

lines as (

    select * from {{ touched('int_order_lines__accepted', 'customer_id') }}
    where category <> '(unknown)'

),

-- a category is new with the first order that holds it
first_in_category as (

    select
        customer_id,
        category,
        min(ordered_at) as first_ordered_at
    from lines
    group by customer_id, category

),

final as (

    select
        lines.order_id,
        lines.customer_id,
        count(distinct lines.category) as new_category_count
    from lines
    inner join first_in_category
        on
            lines.customer_id = first_in_category.customer_id
            and lines.category = first_in_category.category
            and lines.ordered_at = first_in_category.first_ordered_at
    group by lines.order_id, lines.customer_id

)

select * from final
