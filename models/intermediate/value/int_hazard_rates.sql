with

hazard_cuts as (

    select * from {{ ref('int_hazard_cuts') }}

),

customer_cuts as (

    select * from {{ ref('int_customer_cuts__recency_frequency') }}

),

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

-- one earlier day serves several forecasts; what followed it is counted once
observed_dates as (

    select
        observed_date,
        max(window_days) as window_days,
        max(window_count) as window_count
    from hazard_cuts
    group by observed_date

),

observations as (

    select
        customer_cuts.customer_id,
        customer_cuts.cut_date as observed_date,
        customer_cuts.next_purchase_date,
        customer_cuts.recency_cell_number,
        customer_cuts.frequency_cell_number,
        observed_dates.window_days,
        observed_dates.window_count
    from customer_cuts
    inner join observed_dates
        on customer_cuts.cut_date = observed_dates.observed_date

),

sizes as (

    select
        observed_date,
        recency_cell_number,
        frequency_cell_number,
        count(*) as customer_count
    from observations
    group by observed_date, recency_cell_number, frequency_cell_number

),

purchases as (

    select
        observations.observed_date,
        observations.recency_cell_number,
        observations.frequency_cell_number,
        {{ window_number(
            'observations.observed_date', 'purchase_days.purchase_date', 'observations.window_days'
        ) }} as window_number,
        case when observations.next_purchase_date = purchase_days.purchase_date then 1 else 0 end
            as is_return_number
    from observations
    inner join purchase_days
        on
            observations.customer_id = purchase_days.customer_id
            and observations.observed_date < purchase_days.purchase_date
            and {{ date_plus_days(
                'observations.observed_date',
                'observations.window_days * observations.window_count'
            ) }} >= purchase_days.purchase_date

),

purchases_by_window as (

    select
        observed_date,
        recency_cell_number,
        frequency_cell_number,
        window_number,
        count(*) as purchase_day_count,
        sum(is_return_number) as return_count
    from purchases
    group by observed_date, recency_cell_number, frequency_cell_number, window_number

),

-- the same earlier day has been followed for fewer windows in an older forecast
windows as (

    select
        cuts.cut_date,
        cuts.observed_date,
        lags.window_count as window_number
    from hazard_cuts as cuts
    inner join hazard_cuts as lags
        on
            cuts.cut_date = lags.cut_date
            and cuts.window_count >= lags.window_count

),

outcomes as (

    select
        windows.cut_date,
        windows.observed_date,
        windows.window_number,
        sizes.recency_cell_number,
        sizes.frequency_cell_number,
        sizes.customer_count,
        coalesce(purchases_by_window.purchase_day_count, 0) as purchase_day_count,
        coalesce(purchases_by_window.return_count, 0) as return_count
    from windows
    inner join sizes
        on windows.observed_date = sizes.observed_date
    left join purchases_by_window
        on
            windows.observed_date = purchases_by_window.observed_date
            and windows.window_number = purchases_by_window.window_number
            and sizes.recency_cell_number = purchases_by_window.recency_cell_number
            and sizes.frequency_cell_number = purchases_by_window.frequency_cell_number

),

-- who has come back already cannot come back for the first time
followed as (

    select
        outcomes.*,
        outcomes.customer_count - sum(outcomes.return_count) over (
            partition by
                outcomes.cut_date,
                outcomes.observed_date,
                outcomes.recency_cell_number,
                outcomes.frequency_cell_number
            order by outcomes.window_number
            rows between unbounded preceding and current row
        ) + outcomes.return_count as silent_count
    from outcomes

),

final as (

    select
        cut_date,
        window_number,
        recency_cell_number,
        frequency_cell_number,
        cast(sum(customer_count) as bigint) as customer_count,
        cast(sum(silent_count) as bigint) as silent_count,
        cast(sum(return_count) as bigint) as return_count,
        cast(sum(purchase_day_count) as bigint) as purchase_day_count
    from followed
    group by cut_date, window_number, recency_cell_number, frequency_cell_number

)

select * from final
