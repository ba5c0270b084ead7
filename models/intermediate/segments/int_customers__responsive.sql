with

orders as (

    select * from {{ ref('int_orders__accepted') }}
    where not is_refund

),

response_rules as (

    select * from {{ ref('response_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- purchases whose discount is not known say nothing about it
measured as (

    select
        customer_id,
        {{ ratio(
            'count(case when discount_amount > 0 then 1 end)',
            'count(discount_amount)'
        ) }} as promotion_order_share,
        {{ ratio(
            'sum(case when discount_amount > 0 then discount_amount else 0 end)',
            'sum(case when discount_amount >= 0 then revenue_amount + discount_amount end)'
        ) }} as discount_share
    from orders
    group by customer_id

),

rules_in_force as (

    select response_rules.*
    from response_rules
    inner join as_of
        on {{ is_valid_on('response_rules', 'as_of.as_of_date') }}

),

final as (

    select
        measured.customer_id,
        measured.promotion_order_share,
        measured.discount_share,
        coalesce(promotion.class_code, 'unknown') as promotion_response_code,
        coalesce(price.class_code, 'unknown') as price_response_code
    from measured
    left join rules_in_force as promotion
        on
            promotion.response_code = 'promotion'
            and measured.promotion_order_share >= promotion.lower_share
            and (
                measured.promotion_order_share < promotion.upper_share
                or promotion.upper_share is null
            )
    left join rules_in_force as price
        on
            price.response_code = 'price'
            and measured.discount_share >= price.lower_share
            and (measured.discount_share < price.upper_share or price.upper_share is null)

)

select * from final
