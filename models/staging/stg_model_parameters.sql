with

source as (

    select * from {{ source('fits', 'model_parameters') }}

),

final as (

    select
        model_code,
        fitted_as_of_date,
        parameter_code,
        parameter_value,
        log_likelihood,
        customer_count,
        repeat_purchase_count,
        time_unit_days,
        is_converged,
        message
    from source

)

select * from final
