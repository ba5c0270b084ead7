-- of each kind the two hundred with the most margin of customers in red and orange
with

ranked as (

    select
        product_grain_code,
        product_value,
        product_name,
        warning_tier_code,
        customers,
        red_customers,
        orange_customers,
        yellow_customers,
        lost_customers,
        margin_amount,
        red_margin_amount,
        orange_margin_amount,
        row_number() over (
            partition by product_grain_code
            order by red_margin_amount desc, orange_margin_amount desc, product_value
        ) as place
    from product_warnings

)

select
    product_grain_code,
    product_value,
    product_name,
    warning_tier_code,
    customers,
    red_customers,
    orange_customers,
    yellow_customers,
    lost_customers,
    margin_amount,
    red_margin_amount,
    orange_margin_amount
from ranked
where place <= 200
order by product_grain_code, place
