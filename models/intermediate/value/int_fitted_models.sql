with

parameters as (

    select * from {{ ref('stg_model_parameters') }}

),

fit_cuts as (

    select * from {{ ref('int_fit_cuts') }}

),

fitted as (

    select
        model_code,
        fitted_as_of_date,
        min(customer_count) as customer_count,
        min(repeat_purchase_count) as repeat_purchase_count,
        min(time_unit_days) as time_unit_days,
        min(case when is_converged then 1 else 0 end) as is_converged_number,
        max(case when parameter_code = 'r' then parameter_value end) as purchase_shape,
        max(case when parameter_code = 'alpha' then parameter_value end) as purchase_rate,
        max(case when parameter_code = 'a' then parameter_value end) as dropout_a,
        max(case when parameter_code = 'b' then parameter_value end) as dropout_b,
        max(case when parameter_code = 'p' then parameter_value end) as spend_p,
        max(case when parameter_code = 'q' then parameter_value end) as spend_q,
        max(case when parameter_code = 'v' then parameter_value end) as spend_v
    from parameters
    group by model_code, fitted_as_of_date

),

-- the series of the expectation wants its first argument above zero; a model of spending, q above 1
checked as (

    select
        fitted.*,
        case
            when fitted.model_code = 'bg_nbd'
                then fitted.dropout_a + fitted.dropout_b - 1
            when fitted.model_code = 'mbg_nbd'
                then fitted.dropout_a + fitted.dropout_b
            when fitted.model_code = 'gamma_gamma'
                then fitted.spend_q - 1
        end as series_base,
        coalesce(fitted.purchase_shape, 0) as series_least
    from fitted

),

final as (

    select
        checked.model_code,
        checked.fitted_as_of_date as cut_date,
        checked.time_unit_days,
        checked.purchase_shape,
        checked.purchase_rate,
        checked.dropout_a,
        checked.dropout_b,
        checked.series_base,
        checked.spend_p,
        checked.spend_q,
        checked.spend_v,
        -- parameters that were fitted on other data are not used
        coalesce(
            checked.is_converged_number = 1
            and checked.series_base > checked.series_least
            and (
                (
                    checked.customer_count = fit_cuts.customer_count
                    and checked.repeat_purchase_count = fit_cuts.repeat_purchase_count
                )
                or (
                    checked.model_code = 'gamma_gamma'
                    and checked.customer_count = fit_cuts.spending_customer_count
                    and checked.repeat_purchase_count = fit_cuts.spending_purchase_count
                )
            ),
            false
        ) as is_usable
    from checked
    inner join fit_cuts
        on checked.fitted_as_of_date = fit_cuts.cut_date

)

select * from final
