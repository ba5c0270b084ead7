{{ config(materialized='view') }}

with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cut_months as (

    select * from {{ ref('int_customer_cut_months') }}

),

models as (

    select * from {{ ref('int_forecast_models') }}

),

fitted_cells as (

    select * from {{ ref('int_fitted_cells__expected') }}

),

month_cells as (

    select * from {{ ref('int_month_cells__expected') }}

),

hazard_cells as (

    select * from {{ ref('int_hazard_cells__expected') }}

),

final as (

    select
        customer_cuts.customer_id,
        customer_cuts.cut_date,
        models.model_code,
        models.is_fitted,
        models.is_headline,
        customer_cuts.first_purchase_date,
        customer_cuts.repeat_count,
        customer_cuts.repeat_revenue_amount,
        coalesce(
            fitted_cells.alive_probability_rate,
            month_cells.alive_probability_rate,
            hazard_cells.alive_probability_rate
        ) as alive_probability_rate,
        coalesce(
            fitted_cells.churn_probability_rate,
            month_cells.churn_probability_rate,
            hazard_cells.churn_probability_rate
        ) as churn_probability_rate,
        coalesce(
            fitted_cells.expected_order_ratio,
            month_cells.expected_order_ratio,
            hazard_cells.expected_order_ratio
        ) as expected_order_ratio
    from customer_cuts
    -- a model that cannot be scored has no forecast, but there is always a headline
    inner join models
        on
            customer_cuts.cut_date = models.cut_date
            and (models.is_usable or models.is_headline)
    left join fitted_cells
        on
            models.model_code = fitted_cells.model_code
            and customer_cuts.cut_date = fitted_cells.cut_date
            and customer_cuts.repeat_count = fitted_cells.repeat_count
            and customer_cuts.last_repeat_days = fitted_cells.last_repeat_days
            and customer_cuts.tenure_days = fitted_cells.tenure_days
    left join cut_months
        on
            models.model_code = 'bg_bb'
            and customer_cuts.cut_date = cut_months.cut_date
            and customer_cuts.customer_id = cut_months.customer_id
    left join month_cells
        on
            cut_months.cut_date = month_cells.cut_date
            and cut_months.repeat_month_count = month_cells.repeat_month_count
            and cut_months.last_repeat_month_number = month_cells.last_repeat_month_number
            and cut_months.month_count = month_cells.month_count
    left join hazard_cells
        on
            not models.is_fitted
            and customer_cuts.cut_date = hazard_cells.cut_date
            and customer_cuts.recency_cell_number = hazard_cells.recency_cell_number
            and customer_cuts.frequency_cell_number = hazard_cells.frequency_cell_number

)

select * from final
