with

cells as (

    select * from {{ ref('int_recency_frequency_cells') }}

),

fitted_models as (

    select * from {{ ref('int_fitted_models') }}

),

expectation_series as (

    select * from {{ ref('int_expectation_series') }}

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

-- alpha in days, so that nothing else has to be converted
timed as (

    select
        fitted_models.model_code,
        cells.cut_date,
        cells.repeat_count,
        cells.last_repeat_days,
        cells.tenure_days,
        cuts.window_days,
        fitted_models.dropout_a,
        fitted_models.purchase_shape + cells.repeat_count as shape,
        fitted_models.purchase_rate * fitted_models.time_unit_days as rate_days,
        -- chances to stay so far: BG/NBD gives none at the first purchase, MBG/NBD does
        case
            when fitted_models.model_code = 'mbg_nbd'
                then fitted_models.dropout_b + cells.repeat_count
            when cells.repeat_count > 0 then fitted_models.dropout_b + cells.repeat_count - 1
        end as chances
    from cells
    inner join fitted_models
        on
            cells.cut_date = fitted_models.cut_date
            and fitted_models.is_usable
            and fitted_models.dropout_a is not null
    inner join cuts
        on cells.cut_date = cuts.cut_date

),

-- odds of having left, as a logarithm; without a chance to leave there are none
odds as (

    select
        timed.*,
        ln(timed.dropout_a / timed.chances) + timed.shape * (
            ln(timed.rate_days + timed.tenure_days) - ln(timed.rate_days + timed.last_repeat_days)
        ) as log_odds_left
    from timed

),

alive as (

    select
        odds.*,
        odds.shape * (
            ln(odds.rate_days + odds.tenure_days)
            - ln(odds.rate_days + odds.tenure_days + odds.window_days)
        ) as log_silent_if_alive,
        case
            when odds.log_odds_left is null then 1
            -- constant: e to the 709 is the largest number there is
            else 1 / (1 + {{ safe_exp('least(odds.log_odds_left, 700)') }})
        end as alive_probability_rate
    from odds

),

final as (

    select
        alive.model_code,
        alive.cut_date,
        alive.repeat_count,
        alive.last_repeat_days,
        alive.tenure_days,
        cast(alive.alive_probability_rate as decimal(18, 9)) as alive_probability_rate,
        cast(
            1 - alive.alive_probability_rate * (1 - {{ safe_exp('alive.log_silent_if_alive') }})
            as decimal(18, 9)
        ) as churn_probability_rate,
        cast(
            alive.alive_probability_rate * expectation_series.expected_if_alive_ratio
            as decimal(18, 9)
        ) as expected_order_ratio
    from alive
    inner join expectation_series
        on
            alive.model_code = expectation_series.model_code
            and alive.cut_date = expectation_series.cut_date
            and alive.repeat_count = expectation_series.repeat_count
            and alive.tenure_days = expectation_series.tenure_days

)

select * from final
