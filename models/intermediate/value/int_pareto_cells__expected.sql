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

departure_odds as (

    select * from {{ ref('int_departure_odds') }}

),

timed as (

    select
        cells.cut_date,
        cells.repeat_count,
        cells.last_repeat_days,
        cells.tenure_days,
        cuts.horizon_days,
        pareto_models.dropout_shape,
        1 / (1 + past.departure_odds) as alive_probability_rate,
        ahead.departure_odds as ahead_odds,
        pareto_models.purchase_shape + cells.repeat_count as shape,
        pareto_models.purchase_rate * pareto_models.time_unit_days + cells.tenure_days
            as rate_days,
        pareto_models.dropout_rate * pareto_models.time_unit_days + cells.tenure_days
            as dropout_days,
        case
            when abs(pareto_models.dropout_shape - 1) < 1e-6 then 1e-6 -- constant: 0 / 0 else
            else pareto_models.dropout_shape - 1
        end as excess_shape,
        cuts.window_days
    from cells
    inner join pareto_models
        on cells.cut_date = pareto_models.cut_date
    inner join cuts
        on cells.cut_date = cuts.cut_date
    inner join departure_odds as past
        on
            cells.cut_date = past.cut_date
            and cells.repeat_count = past.repeat_count
            and cells.last_repeat_days = past.from_days
            and cells.tenure_days = past.to_days
    inner join departure_odds as ahead
        on
            cells.cut_date = ahead.cut_date
            and cells.repeat_count = ahead.repeat_count
            and cells.tenure_days = ahead.from_days
            and cells.tenure_days + cuts.window_days = ahead.to_days

),

-- of who is there now: silent and still there at the end of the window, or gone within it
ahead as (

    select
        *,
        {{ safe_exp(
            'shape * (ln(rate_days) - ln(rate_days + window_days))'
            ~ ' + dropout_shape * (ln(dropout_days) - ln(dropout_days + window_days))'
        ) }} * (1 + ahead_odds) as silent_if_alive,
        shape * dropout_days / (rate_days * excess_shape) * (
            1 - power(dropout_days / (dropout_days + horizon_days), excess_shape)
        ) as expected_if_alive_ratio
    from timed

),

final as (

    select
        'pareto_nbd' as model_code,
        cut_date,
        repeat_count,
        last_repeat_days,
        tenure_days,
        cast(alive_probability_rate as decimal(18, 9)) as alive_probability_rate,
        cast(1 - alive_probability_rate * (1 - least(silent_if_alive, 1)) as decimal(18, 9))
            as churn_probability_rate,
        cast(alive_probability_rate * expected_if_alive_ratio as decimal(18, 9))
            as expected_order_ratio
    from ahead

)

select * from final
