with

source as (

    select * from {{ source('fits', 'retention_parameters') }}

),

final as (

    select
        model_code,
        fitted_as_of_date,
        group_code,
        group_value,
        parameter_code,
        parameter_value,
        log_likelihood,
        followed_count,
        kept_count,
        time_unit_days,
        is_converged,
        message
    from source

)

select * from final
