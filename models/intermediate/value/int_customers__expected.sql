with

expectations as (

    select * from {{ ref('int_expectation_vintages') }}

),

final as (

    select
        customer_id,
        as_of_date,
        model_code,
        is_fitted,
        horizon_days,
        window_days,
        alive_probability_rate,
        churn_probability_rate,
        expected_order_ratio,
        expected_order_amount
    from expectations
    where is_present and is_headline

)

select * from final
