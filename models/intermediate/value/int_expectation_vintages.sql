{{ config(materialized='view') }}

with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

models as (

    select * from {{ ref('int_forecast_models') }}

),

fitted_cells as (

    select * from {{ ref('int_fitted_cells__expected') }}

),

hazard_cells as (

    select * from {{ ref('int_hazard_cells__expected') }}

),

spends as (

    select * from {{ ref('int_forecast_spends') }}

),

outcomes as (

    select * from {{ ref('int_customer_cuts__outcomes') }}

),

scored as (

    select
        customer_cuts.customer_id,
        customer_cuts.cut_date,
        customer_cuts.first_purchase_date,
        models.model_code,
        models.is_fitted,
        models.is_headline,
        cuts.as_of_date,
        cuts.horizon_days,
        cuts.window_days,
        cuts.is_present,
        cuts.is_window_past,
        outcomes.actual_order_count,
        outcomes.actual_revenue_amount,
        coalesce(
            fitted_cells.alive_probability_rate, hazard_cells.alive_probability_rate
        ) as alive_probability_rate,
        coalesce(
            fitted_cells.churn_probability_rate, hazard_cells.churn_probability_rate
        ) as churn_probability_rate,
        coalesce(
            fitted_cells.expected_order_ratio, hazard_cells.expected_order_ratio
        ) as expected_order_ratio,
        {{ expected_order_amount(
            'customer_cuts.repeat_count', 'customer_cuts.repeat_revenue_amount', 'spends'
        ) }} as expected_order_amount
    from customer_cuts
    inner join cuts
        on customer_cuts.cut_date = cuts.cut_date
    -- a model that cannot be scored has no forecast, but there is always a headline
    inner join models
        on
            customer_cuts.cut_date = models.cut_date
            and (models.is_usable or models.is_headline)
    inner join spends
        on customer_cuts.cut_date = spends.cut_date
    left join fitted_cells
        on
            models.model_code = fitted_cells.model_code
            and customer_cuts.cut_date = fitted_cells.cut_date
            and customer_cuts.repeat_count = fitted_cells.repeat_count
            and customer_cuts.last_repeat_days = fitted_cells.last_repeat_days
            and customer_cuts.tenure_days = fitted_cells.tenure_days
    left join hazard_cells
        on
            not models.is_fitted
            and customer_cuts.cut_date = hazard_cells.cut_date
            and customer_cuts.recency_cell_number = hazard_cells.recency_cell_number
            and customer_cuts.frequency_cell_number = hazard_cells.frequency_cell_number
    left join outcomes
        on
            customer_cuts.customer_id = outcomes.customer_id
            and customer_cuts.cut_date = outcomes.cut_date

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
