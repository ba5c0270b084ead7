with

parameters as (

    select * from {{ ref('int_model_parameters') }}

),

retention_parameters as (

    select * from {{ ref('int_retention_parameters') }}

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

unioned as (

    select
        model_code,
        fitted_as_of_date,
        'all' as group_code,
        'all' as group_value,
        parameter_code,
        parameter_value,
        log_likelihood,
        customer_count,
        repeat_purchase_count,
        time_unit_days,
        is_converged,
        is_current,
        message
    from parameters

    union all

    select
        model_code,
        fitted_as_of_date,
        group_code,
        group_value,
        parameter_code,
        parameter_value,
        log_likelihood,
        followed_count as customer_count,
        0 as repeat_purchase_count,
        time_unit_days,
        is_converged,
        is_current,
        message
    from retention_parameters

),

final as (

    select
        unioned.model_code,
        unioned.fitted_as_of_date,
        unioned.group_code,
        unioned.group_value,
        unioned.parameter_code,
        as_of.as_of_date,
        unioned.is_converged,
        unioned.is_current,
        coalesce(models.is_headline, false) as is_headline,
        unioned.customer_count as fitted_customers,
        unioned.repeat_purchase_count,
        unioned.time_unit_days,
        cast(unioned.parameter_value as decimal(18, 6)) as parameter_value,
        cast(unioned.log_likelihood as decimal(18, 6)) as log_likelihood,
        correlations.correlation_ratio as spend_correlation_ratio,
        unioned.message as fit_note
    from unioned
    cross join as_of
    left join models
        on
            unioned.model_code = models.model_code
            and unioned.fitted_as_of_date = models.cut_date
    left join correlations
        on
            unioned.model_code = 'gamma_gamma'
            and unioned.fitted_as_of_date = correlations.cut_date

)

select * from final
