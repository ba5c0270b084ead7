with

parameters as (

    select * from {{ ref('int_model_parameters') }}

),

models as (

    select * from {{ ref('int_forecast_models') }}

),

correlations as (

    select * from {{ ref('int_spend_correlations') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        parameters.model_code,
        parameters.fitted_as_of_date,
        parameters.parameter_code,
        as_of.as_of_date,
        parameters.is_converged,
        parameters.is_current,
        coalesce(models.is_headline, false) as is_headline,
        parameters.customer_count as fitted_customers,
        parameters.repeat_purchase_count,
        parameters.time_unit_days,
        cast(parameters.parameter_value as decimal(18, 6)) as parameter_value,
        cast(parameters.log_likelihood as decimal(18, 6)) as log_likelihood,
        correlations.correlation_ratio as spend_correlation_ratio,
        parameters.message as fit_note
    from parameters
    cross join as_of
    left join models
        on
            parameters.model_code = models.model_code
            and parameters.fitted_as_of_date = models.cut_date
    left join correlations
        on
            parameters.model_code = 'gamma_gamma'
            and parameters.fitted_as_of_date = correlations.cut_date

)

select * from final
