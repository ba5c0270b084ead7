with

parameters as (

    select * from {{ ref('stg_retention_parameters') }}

),

retention_counts as (

    select * from {{ ref('int_retention_counts') }}

),

counted as (

    select
        fitted_as_of_date,
        group_code,
        group_value,
        sum(followed_count) as followed_count,
        sum(kept_count) as kept_count
    from retention_counts
    group by fitted_as_of_date, group_code, group_value

),

final as (

    select
        parameters.model_code,
        parameters.fitted_as_of_date,
        parameters.group_code,
        parameters.group_value,
        parameters.parameter_code,
        parameters.parameter_value,
        parameters.log_likelihood,
        parameters.followed_count,
        parameters.time_unit_days,
        parameters.is_converged,
        parameters.followed_count = counted.followed_count
        and parameters.kept_count = counted.kept_count as is_current,
        parameters.message
    from parameters
    inner join counted
        on
            parameters.fitted_as_of_date = counted.fitted_as_of_date
            and parameters.group_code = counted.group_code
            and parameters.group_value = counted.group_value

)

select * from final
