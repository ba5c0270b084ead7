with

cells as (

    select * from {{ ref('int_recency_frequency_cells') }}

),

pareto_models as (

    select * from {{ ref('int_fitted_models') }}
    where model_code = 'pareto_nbd' and is_usable

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

points as (

    select * from {{ ref('quadrature_points') }}

),

-- silent since the last purchase, and silent in the window to come
intervals as (

    select
        cut_date,
        repeat_count,
        last_repeat_days as from_days,
        tenure_days as to_days
    from cells

    union distinct

    select
        cells.cut_date,
        cells.repeat_count,
        cells.tenure_days as from_days,
        cells.tenure_days + cuts.window_days as to_days
    from cells
    inner join cuts
        on cells.cut_date = cuts.cut_date

),

-- rates in days; the smaller of the two is the scale on which the odds are smooth
timed as (

    select
        intervals.cut_date,
        intervals.repeat_count,
        intervals.from_days,
        intervals.to_days,
        pareto_models.dropout_shape,
        pareto_models.purchase_shape + intervals.repeat_count as shape,
        pareto_models.purchase_rate * pareto_models.time_unit_days as rate_days,
        pareto_models.dropout_rate * pareto_models.time_unit_days as dropout_days,
        least(pareto_models.purchase_rate, pareto_models.dropout_rate)
        * pareto_models.time_unit_days as least_days
    from intervals
    inner join pareto_models
        on intervals.cut_date = pareto_models.cut_date

),

scaled as (

    select
        *,
        ln(least_days + from_days) as log_from,
        (ln(least_days + to_days) - ln(least_days + from_days)) / 2 as half_span -- constant: half
    from timed

),

moments as (

    select
        scaled.*,
        points.weight_ratio * scaled.half_span as moment_weight,
        exp(scaled.log_from + scaled.half_span * (1 + points.place_ratio)) as moment_days
    from scaled
    cross join points

),

final as (

    select
        cut_date,
        repeat_count,
        from_days,
        to_days,
        -- constant: nine digits are enough for any odds; e to the 709 is the largest number
        round(1e9 * min(dropout_shape) * sum(
            moment_weight * moment_days / (dropout_days - least_days + moment_days)
            * exp(least(
                600, -- constant: as above
                shape * (ln(rate_days + to_days) - ln(rate_days - least_days + moment_days))
                + dropout_shape
                * (ln(dropout_days + to_days) - ln(dropout_days - least_days + moment_days))
            ))
        )) / 1e9 as departure_odds
    from moments
    group by cut_date, repeat_count, from_days, to_days

)

select * from final
