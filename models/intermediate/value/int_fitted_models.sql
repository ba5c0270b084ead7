with

parameters as (

    select * from {{ ref('int_model_parameters') }}

),

fitted as (

    select
        model_code,
        fitted_as_of_date,
        min(time_unit_days) as time_unit_days,
        min(case when is_converged and is_current then 1 else 0 end) as is_fit_number,
        max(case when parameter_code = 'r' then parameter_value end) as purchase_shape,
        max(case when parameter_code = 'alpha' then parameter_value end) as purchase_rate,
        max(case when parameter_code = 'a' then parameter_value end) as dropout_a,
        max(case when parameter_code = 'b' then parameter_value end) as dropout_b,
        max(case when parameter_code = 's' then parameter_value end) as dropout_shape,
        max(case when parameter_code = 'beta' then parameter_value end) as dropout_rate,
        max(case when parameter_code = 'gamma' then parameter_value end) as dropout_gamma,
        max(case when parameter_code = 'delta' then parameter_value end) as dropout_delta,
        max(case when parameter_code = 'p' then parameter_value end) as spend_p,
        max(case when parameter_code = 'q' then parameter_value end) as spend_q,
        max(case when parameter_code = 'v' then parameter_value end) as spend_v
    from parameters
    group by model_code, fitted_as_of_date

),

-- the series of the expectation wants its first argument above zero; a model of spending, q above
-- 1; the others have a formula
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
        checked.dropout_shape,
        checked.dropout_rate,
        checked.dropout_gamma,
        checked.dropout_delta,
        checked.series_base,
        checked.spend_p,
        checked.spend_q,
        checked.spend_v,
        coalesce(
            checked.is_fit_number = 1
            and (
                checked.model_code in ('pareto_nbd', 'bg_bb')
                or checked.series_base > checked.series_least
            ),
            false
        ) as is_usable
    from checked

)

select * from final
