with

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

hazard_cells as (

    select * from {{ ref('int_hazard_cells__expected') }}

),

final as (

    select
        customer_cuts.customer_id,
        cuts.as_of_date,
        'hazard' as model_code,
        false as is_fitted,
        cuts.horizon_days,
        cuts.window_days,
        cast(hazard_cells.alive_probability_rate as decimal(12, 6)) as alive_probability_rate,
        cast(hazard_cells.churn_probability_rate as decimal(12, 6)) as churn_probability_rate,
        cast(hazard_cells.expected_order_ratio as decimal(12, 6)) as expected_order_ratio,
        {{ as_money('customer_cuts.revenue_amount / (customer_cuts.repeat_count + 1)') }}
            as expected_order_amount
    from customer_cuts
    inner join cuts
        on
            customer_cuts.cut_date = cuts.cut_date
            and cuts.is_present
    left join hazard_cells
        on
            customer_cuts.cut_date = hazard_cells.cut_date
            and customer_cuts.recency_cell_number = hazard_cells.recency_cell_number
            and customer_cuts.frequency_cell_number = hazard_cells.frequency_cell_number

)

select * from final
