{{ config(materialized='view') }}

with

customer_scores as (

    select * from {{ ref('int_customer_cuts__scored') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

spends as (

    select * from {{ ref('int_forecast_spends') }}

),

outcomes as (

    select * from {{ ref('int_customer_cuts__outcomes') }}

),

scored as (

    select
        customer_scores.*,
        cuts.as_of_date,
        cuts.horizon_days,
        cuts.window_days,
        cuts.is_present,
        cuts.is_window_past,
        outcomes.actual_order_count,
        outcomes.actual_revenue_amount,
        {{ expected_order_amount(
            'customer_scores.repeat_count', 'customer_scores.repeat_revenue_amount', 'spends'
        ) }} as expected_order_amount
    from customer_scores
    inner join cuts
        on customer_scores.cut_date = cuts.cut_date
    inner join spends
        on customer_scores.cut_date = spends.cut_date
    left join outcomes
        on
            customer_scores.customer_id = outcomes.customer_id
            and customer_scores.cut_date = outcomes.cut_date

),

final as (

    select
        customer_id,
        cut_date,
        model_code,
        as_of_date,
        first_purchase_date,
        is_fitted,
        is_headline,
        is_present,
        is_window_past,
        horizon_days,
        window_days,
        cast(alive_probability_rate as decimal(12, 6)) as alive_probability_rate,
        cast(churn_probability_rate as decimal(12, 6)) as churn_probability_rate,
        cast(expected_order_ratio as decimal(12, 6)) as expected_order_ratio,
        {{ as_money('expected_order_amount') }} as expected_order_amount,
        {{ as_money('expected_order_ratio * expected_order_amount') }} as expected_amount,
        actual_order_count,
        actual_revenue_amount
    from scored

)

select * from final
