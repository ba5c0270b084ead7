with

source as (

    select * from {{ source('fits', 'churn_factor_parameters') }}

),

final as (

    select
        cut_date,
        scene_code,
        factor_name,
        standard_slope,
        standard_slope_error,
        slope,
        slope_error,
        p_value,
        odds_ratio,
        log_likelihood,
        customer_count,
        churned_customer_count,
        is_converged,
        message
    from source

)

select * from final
