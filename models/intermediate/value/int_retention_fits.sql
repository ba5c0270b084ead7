with

parameters as (

    select * from {{ ref('int_retention_parameters') }}
    where is_converged and is_current

),

final as (

    select
        fitted_as_of_date,
        group_code,
        group_value,
        max(case when parameter_code = 'alpha' then parameter_value end) as alpha,
        max(case when parameter_code = 'beta' then parameter_value end) as beta
    from parameters
    group by fitted_as_of_date, group_code, group_value

)

select * from final
