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

steps as (

    {{ dbt.generate_series(1200) }} -- constant: no customer has been one for a century of months

),

-- up to the end of the lapse window to come
spans as (

    select
        cells.cut_date,
        cells.repeat_month_count,
        max(month_models.purchase_rate) as alpha,
        max(month_models.dropout_rate) as beta,
        max(month_models.dropout_gamma) as gamma,
        max(month_models.dropout_delta) as delta,
        max(max(cells.month_count) + max(cuts.window_month_count)) over (
            partition by cells.cut_date
        ) as last_month_number
    from cells
    inner join month_models
        on cells.cut_date = month_models.cut_date
    inner join cuts
        on cells.cut_date = cuts.cut_date
    group by cells.cut_date, cells.repeat_month_count

),

months as (

    select
        spans.*,
        steps.generated_number - 1 as month_number
    from spans
    inner join steps
        on
            spans.repeat_month_count < steps.generated_number
            and spans.last_month_number >= steps.generated_number - 1

),

-- logarithms: purchases in just these months, and then still there, or gone before the next
chances as (

    select
        *,
        {{ log_beta('alpha + repeat_month_count', 'beta + month_number - repeat_month_count') }}
        - {{ log_beta('alpha', 'beta') }} as log_pattern,
        {{ log_beta('gamma', 'delta + month_number') }} - {{ log_beta('gamma', 'delta') }}
            as log_alive,
        {{ log_beta('gamma + 1', 'delta + month_number') }} - {{ log_beta('gamma', 'delta') }}
            as log_gone
    from months

),

final as (

    select
        cut_date,
        repeat_month_count,
        cast(month_number as integer) as month_number,
        cast(log_pattern as decimal(18, 9)) as pattern_log,
        cast(log_pattern + log_alive as decimal(18, 9)) as alive_log,
        cast(ln(greatest(
            sum({{ safe_exp('log_pattern + log_gone') }}) over (
                partition by cut_date, repeat_month_count
                order by month_number desc
                rows between unbounded preceding and current row
            ),
            1e-300 -- constant: zero has no logarithm
        )) as decimal(18, 9)) as gone_later_log
    from chances

)

select * from final
