with

cells as (

    select * from {{ ref('int_recency_frequency_cells') }}

),

fitted_models as (

    select * from {{ ref('int_fitted_models') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

-- the time since the last purchase is not in the series: customers of one age and count share it
ages as (

    select
        cut_date,
        repeat_count,
        tenure_days
    from cells
    group by cut_date, repeat_count, tenure_days

),

-- 2F1(first, second; third; z) after the transformation of Euler; at a = 1 its limit
final as (

    select
        fitted_models.model_code,
        ages.cut_date,
        ages.repeat_count,
        ages.tenure_days,
        fitted_models.series_base - fitted_models.purchase_shape as first_argument,
        case
            when abs(fitted_models.dropout_a - 1) < 1e-6 then 1e-6 -- constant: 0 / 0 else
            else fitted_models.dropout_a - 1
        end as second_argument,
        fitted_models.series_base + ages.repeat_count as third_argument,
        {{ as_double('cuts.horizon_days') }} / (
            fitted_models.purchase_rate * fitted_models.time_unit_days
            + ages.tenure_days
            + cuts.horizon_days
        ) as horizon_share
    from ages
    inner join fitted_models
        on
            ages.cut_date = fitted_models.cut_date
            and fitted_models.is_usable
            and fitted_models.dropout_a is not null
    inner join cuts
        on ages.cut_date = cuts.cut_date

)

select * from final
