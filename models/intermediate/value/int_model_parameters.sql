with

parameters as (

    select * from {{ ref('stg_model_parameters') }}

),

fit_cuts as (

    select * from {{ ref('int_fit_cuts') }}

),

lifetime_cells as (

    select * from {{ ref('int_lifetime_cells') }}

),

lives as (

    select sum(lost_count + kept_count) as customer_count
    from lifetime_cells

),

-- what there is to fit on now, for each kind of model
compared as (

    select
        parameters.*,
        case
            when parameters.model_code in ('sbg', 'bdw') then lives.customer_count
            when parameters.model_code = 'gamma_gamma' then fit_cuts.spending_customer_count
            when parameters.model_code = 'bg_bb' then fit_cuts.month_customer_count
            else fit_cuts.customer_count
        end as customer_count_now,
        case
            when parameters.model_code in ('sbg', 'bdw') then 0
            when parameters.model_code = 'gamma_gamma' then fit_cuts.spending_purchase_count
            when parameters.model_code = 'bg_bb' then fit_cuts.month_purchase_count
            else fit_cuts.repeat_purchase_count
        end as repeat_purchase_count_now
    from parameters
    inner join fit_cuts
        on parameters.fitted_as_of_date = fit_cuts.cut_date
    cross join lives

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
        coalesce(
            customer_count = customer_count_now
            and repeat_purchase_count = repeat_purchase_count_now,
            false
        ) as is_current,
        message
    from compared

)

select * from final
