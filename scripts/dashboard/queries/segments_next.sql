-- the fifteen categories that most customers came in by
with

largest as (

    select
        from_category,
        max(from_customers) as from_customers
    from cross_sell_matrix
    group by from_category
    order by from_customers desc, from_category
    limit 15

)

select
    cross_sell_matrix.from_category,
    cross_sell_matrix.to_category,
    cross_sell_matrix.from_customers,
    cross_sell_matrix.customers,
    cross_sell_matrix.next_category_rate,
    cross_sell_matrix.mean_wait_days
from cross_sell_matrix
inner join largest using (from_category)
order by largest.from_customers desc, cross_sell_matrix.customers desc
limit 500
