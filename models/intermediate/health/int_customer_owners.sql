with

assignments as (

    select * from {{ ref('int_assignments__accepted') }}
    where end_date is null

),

orders as (

    select * from {{ ref('int_orders__accepted') }}
    where salesperson_id is not null and not is_refund

),

-- who looks after a customer now; where nobody does, who sold last
owners as (

    select
        customer_id,
        salesperson_id,
        true as is_assigned,
        start_date as owner_date
    from assignments

    union all

    select
        customer_id,
        salesperson_id,
        false as is_assigned,
        order_date as owner_date
    from orders

),

ranked_owners as (

    select
        customer_id,
        salesperson_id,
        is_assigned,
        row_number() over (
            partition by customer_id
            order by is_assigned desc, owner_date desc, salesperson_id asc
        ) as owner_number
    from owners

),

final as (

    select
        customer_id,
        salesperson_id,
        is_assigned
    from ranked_owners
    where owner_number = 1

)

select * from final
