with

valued as (

    select * from {{ ref('int_customers__valued') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        valued.customer_id,
        as_of.as_of_date,
        valued.model_code,
        valued.has_lines,
        valued.has_expectation,
        valued.is_cost_assumed,
        cast(valued.horizon_days as integer) as horizon_days,
        valued.first_purchase_amount,
        valued.repeat_amount,
        valued.cross_sell_amount,
        valued.service_saving_amount,
        valued.referral_amount,
        valued.loyalty_amount,
        valued.net_margin_amount,
        valued.acquisition_cost_amount,
        valued.service_cost_amount,
        valued.marketing_cost_amount,
        valued.retention_cost_amount,
        valued.historic_value_amount,
        valued.expected_value_amount,
        valued.lifetime_value_amount,
        valued.expected_order_amount,
        valued.alive_probability_rate,
        valued.churn_probability_rate,
        valued.expected_order_ratio
    from valued
    cross join as_of

)

select * from final
