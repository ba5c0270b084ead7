with

parameters as (

    select * from {{ ref('stg_churn_factor_parameters') }}

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

final as (

    select
        parameters.scene_code,
        parameters.factor_name,
        parameters.standard_slope,
        parameters.standard_slope_error,
        parameters.p_value,
        parameters.odds_ratio,
        parameters.customer_count,
        parameters.churned_customer_count
    from parameters
    inner join cut
        on parameters.cut_date = cut.cut_date
    where parameters.is_converged

)

select * from final
