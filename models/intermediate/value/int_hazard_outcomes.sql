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
        window_count,
        count(*) as customer_count
    from observations
    group by observed_date, recency_cell_number, frequency_cell_number, window_count

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

windows as (

    select window_count as window_number
    from hazard_cuts
    group by window_count

),

final as (

    select
        sizes.observed_date,
        windows.window_number,
        sizes.recency_cell_number,
        sizes.frequency_cell_number,
        sizes.customer_count,
        coalesce(purchases_by_window.return_count, 0) as return_count,
        coalesce(purchases_by_window.purchase_day_count, 0) as purchase_day_count
    from sizes
    inner join windows
        on sizes.window_count >= windows.window_number
    left join purchases_by_window
        on
            sizes.observed_date = purchases_by_window.observed_date
            and windows.window_number = purchases_by_window.window_number
            and sizes.recency_cell_number = purchases_by_window.recency_cell_number
            and sizes.frequency_cell_number = purchases_by_window.frequency_cell_number

)

select * from final
