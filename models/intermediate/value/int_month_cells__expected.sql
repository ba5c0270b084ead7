with

cells as (

    select * from {{ ref('int_month_history_cells') }}

),

month_models as (

    select * from {{ ref('int_fitted_models') }}
    where model_code = 'bg_bb' and is_usable

),

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

chances as (

    select * from {{ ref('int_month_chances') }}

),

-- a month with a purchase has more than one day with one
days as (

    select
        cut_date,
        coalesce(
            {{ as_double('sum(repeat_day_count)') }}
            / nullif(sum(repeat_month_count * customer_count), 0),
            1
        ) as days_per_month
    from cells
    group by cut_date

),

-- still there, or gone after any of the months since the last purchase: odds against being there
weighed as (

    select
        cells.cut_date,
        cells.repeat_month_count,
        cells.last_repeat_month_number,
        cells.month_count,
        present.month_number,
        days.days_per_month,
        {{ exp_difference('silent_since.gone_later_log', 'present.alive_log') }}
        - {{ exp_difference('present.gone_later_log', 'present.alive_log') }} as gone_odds,
        {{ exp_difference('silent_since.gone_later_log', 'present.alive_log') }}
        - {{ exp_difference('ahead.gone_later_log', 'present.alive_log') }}
        + {{ exp_difference('ahead.alive_log', 'present.alive_log') }} as silent_odds,
        {{ exp_difference('present.pattern_log', 'present.alive_log') }}
        * (month_models.purchase_rate + cells.repeat_month_count)
        / (month_models.purchase_rate + month_models.dropout_rate + present.month_number)
            as purchase_odds,
        month_models.dropout_delta as delta,
        case
            -- constant: 0 / 0 else
            when abs(month_models.dropout_gamma - 1) < 1e-6 then 1 + 1e-6
            else month_models.dropout_gamma
        end as gamma,
        {{ as_double('greatest(cells.month_count + cuts.open_month_ratio, 0)') }} as from_month,
        {{ as_double(
            'greatest(cells.month_count + cuts.open_month_ratio + cuts.horizon_month_ratio, 0)'
        ) }} as to_month
    from cells
    inner join month_models
        on cells.cut_date = month_models.cut_date
    inner join cuts
        on cells.cut_date = cuts.cut_date
    inner join days
        on cells.cut_date = days.cut_date
    inner join chances as silent_since
        on
            cells.cut_date = silent_since.cut_date
            and cells.repeat_month_count = silent_since.repeat_month_count
            and cells.last_repeat_month_number = silent_since.month_number
    inner join chances as present
        on
            cells.cut_date = present.cut_date
            and cells.repeat_month_count = present.repeat_month_count
            and greatest(cells.month_count, 0) = present.month_number
    inner join chances as ahead
        on
            cells.cut_date = ahead.cut_date
            and cells.repeat_month_count = ahead.repeat_month_count
            and greatest(cells.month_count, 0) + cuts.window_month_count = ahead.month_number

),

final as (

    select
        'bg_bb' as model_code,
        cut_date,
        repeat_month_count,
        last_repeat_month_number,
        month_count,
        cast(
            (delta + month_number) / (gamma + delta + month_number) / (1 + gone_odds)
            as decimal(18, 9)
        ) as alive_probability_rate,
        cast(silent_odds / (1 + gone_odds) as decimal(18, 9)) as churn_probability_rate,
        cast(
            days_per_month * purchase_odds / (1 + gone_odds) * delta / (gamma - 1)
            * {{ exp_difference(log_gamma('(gamma + delta)'), log_gamma('(1 + delta)')) }}
            * (
                {{ exp_difference(
                    log_gamma('(1 + delta + from_month)'), log_gamma('(gamma + delta + from_month)')
                ) }}
                - {{ exp_difference(
                    log_gamma('(1 + delta + to_month)'), log_gamma('(gamma + delta + to_month)')
                ) }}
            ) as decimal(18, 9)
        ) as expected_order_ratio
    from weighed

)

select * from final
