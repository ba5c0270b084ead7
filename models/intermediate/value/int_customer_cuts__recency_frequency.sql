with

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

forecast_cuts as (

    select * from {{ ref('int_forecast_cuts') }}

),

hazard_cuts as (

    select * from {{ ref('int_hazard_cuts') }}

),

recency_cells as (

    select * from {{ ref('recency_cells') }}

),

frequency_cells as (

    select * from {{ ref('frequency_cells') }}

),

cuts as (

    select
        cut_date,
        window_days
    from forecast_cuts

    union distinct

    select
        observed_date as cut_date,
        window_days
    from hazard_cuts

),

running as (

    select
        customer_id,
        purchase_date,
        next_purchase_date,
        purchase_day_number - 1 as repeat_count,
        min(purchase_date) over (partition by customer_id) as first_purchase_date,
        sum(revenue_amount) over (
            partition by customer_id
            order by purchase_date
            rows between unbounded preceding and current row
        ) as revenue_amount,
        sum(case when purchase_day_number > 1 then revenue_amount else 0 end) over (
            partition by customer_id
            order by purchase_date
            rows between unbounded preceding and current row
        ) as repeat_revenue_amount
    from purchase_days

),

-- the last purchase day on or before the cut says all there was to know then
known as (

    select
        running.customer_id,
        cuts.cut_date,
        running.first_purchase_date,
        running.purchase_date as last_purchase_date,
        running.next_purchase_date,
        running.repeat_count,
        running.revenue_amount,
        running.repeat_revenue_amount,
        {{ days_between('running.first_purchase_date', 'running.purchase_date') }}
            as last_repeat_days,
        {{ days_between('running.first_purchase_date', 'cuts.cut_date') }} as tenure_days,
        {{ days_between('running.purchase_date', 'cuts.cut_date') }} as recency_days,
        -- a rate, because a count grows with age; the young are given a whole window
        {{ ratio(
            'running.repeat_count * cuts.window_days',
            'greatest(' ~ days_between('running.first_purchase_date', 'cuts.cut_date')
            ~ ', cuts.window_days)'
        ) }} as repeats_per_window_ratio
    from running
    inner join cuts
        on
            running.purchase_date <= cuts.cut_date
            and coalesce(running.next_purchase_date > cuts.cut_date, true)

),

final as (

    select
        known.customer_id,
        known.cut_date,
        known.first_purchase_date,
        known.last_purchase_date,
        known.next_purchase_date,
        known.repeat_count,
        known.last_repeat_days,
        known.tenure_days,
        known.recency_days,
        recency_cells.recency_cell_number,
        frequency_cells.frequency_cell_number,
        {{ as_money('known.revenue_amount') }} as revenue_amount,
        {{ as_money('known.repeat_revenue_amount') }} as repeat_revenue_amount
    from known
    inner join recency_cells
        on
            known.recency_days >= recency_cells.lower_days
            and coalesce(known.recency_days < recency_cells.upper_days, true)
    inner join frequency_cells
        on
            known.repeats_per_window_ratio >= frequency_cells.lower_ratio
            and coalesce(known.repeats_per_window_ratio < frequency_cells.upper_ratio, true)

)

select * from final
