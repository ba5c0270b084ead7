{{ config(materialized='view') }}

with

geometric_cells as (

    select * from {{ ref('int_geometric_cells__expected') }}

),

pareto_cells as (

    select * from {{ ref('int_pareto_cells__expected') }}

),

final as (

    select
        model_code,
        cut_date,
        repeat_count,
        last_repeat_days,
        tenure_days,
        alive_probability_rate,
        churn_probability_rate,
        expected_order_ratio
    from geometric_cells

    union all

    select
        model_code,
        cut_date,
        repeat_count,
        last_repeat_days,
        tenure_days,
        alive_probability_rate,
        churn_probability_rate,
        expected_order_ratio
    from pareto_cells

)

select * from final
