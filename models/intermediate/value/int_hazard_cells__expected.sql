with

cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

hazard_rates as (

    select * from {{ ref('int_hazard_rates') }}

),

probability_rules as (

    select * from {{ ref('probability_rules') }}

),

recency_cells as (

    select * from {{ ref('recency_cells') }}

),

frequency_cells as (

    select * from {{ ref('frequency_cells') }}

),

steps as (

    {{ dbt.generate_series(1000) }} -- constant: more windows than any horizon has

),

-- everybody's rate in a window: what a cell without evidence of its own is given
averages as (

    select
        cut_date,
        window_number,
        {{ as_double('sum(return_count)') }} / nullif(sum(silent_count), 0) as return_rate,
        {{ as_double('sum(purchase_day_count)') }} / nullif(sum(customer_count), 0)
            as purchase_ratio,
        max(window_number) over (partition by cut_date) as last_window_number
    from hazard_rates
    group by cut_date, window_number

),

-- windows beyond the last one observed are taken to be like it; the horizon may cut its last short
windows as (

    select
        cuts.cut_date,
        averages.window_number as measured_window_number,
        cast(steps.generated_number as integer) as window_number,
        coalesce(averages.return_rate, 0) as average_return_rate,
        averages.purchase_ratio as average_purchase_ratio,
        probability_rules.smoothing_count,
        least(
            1,
            {{ as_double('cuts.horizon_days') }} / cuts.window_days - steps.generated_number + 1
        ) as window_share
    from cuts
    inner join probability_rules
        on {{ is_valid_on('probability_rules', 'cuts.as_of_date') }}
    inner join steps
        on (steps.generated_number - 1) * cuts.window_days < cuts.horizon_days
    inner join averages
        on
            cuts.cut_date = averages.cut_date
            and averages.window_number = least(steps.generated_number, averages.last_window_number)

),

smoothed as (

    select
        windows.cut_date,
        windows.window_number,
        windows.window_share,
        recency_cells.recency_cell_number,
        frequency_cells.frequency_cell_number,
        {{ smoothed_rate(
            'hazard_rates.return_count', 'hazard_rates.silent_count',
            'windows.average_return_rate', 'windows.smoothing_count'
        ) }} as return_rate,
        {{ smoothed_rate(
            'hazard_rates.purchase_day_count', 'hazard_rates.customer_count',
            'windows.average_purchase_ratio', 'windows.smoothing_count'
        ) }} as purchase_ratio
    from windows
    cross join recency_cells
    cross join frequency_cells
    left join hazard_rates
        on
            windows.cut_date = hazard_rates.cut_date
            and windows.measured_window_number = hazard_rates.window_number
            and recency_cells.recency_cell_number = hazard_rates.recency_cell_number
            and frequency_cells.frequency_cell_number = hazard_rates.frequency_cell_number

),

-- to stay away for the horizon is to stay away in every window of it
final as (

    select
        cut_date,
        recency_cell_number,
        frequency_cell_number,
        cast(1 - max(case when window_number = 1 then return_rate end) as decimal(12, 6))
            as churn_probability_rate,
        cast(
            1 - exp(
                -- constant: zero has no logarithm
                sum(window_share * ln(greatest(1 - return_rate, 1e-40)))
            ) as decimal(12, 6)
        ) as alive_probability_rate,
        cast(sum(window_share * purchase_ratio) as decimal(12, 6)) as expected_order_ratio
    from smoothed
    group by cut_date, recency_cell_number, frequency_cell_number

)

select * from final
