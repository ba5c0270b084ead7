with

moments as (

    select * from {{ ref('int_customer_moments__summed') }}

),

segment_dates as (

    select * from {{ touched('int_segment_dates', 'segment_date') }}

),

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- only where the rules score a window instead of all history
score_windows as (

    select
        customer_days.customer_id,
        segment_dates.segment_date,
        count(case when customer_days.is_purchase_day then 1 end) as frequency_count,
        sum(customer_days.revenue_amount) as revenue_amount
    from rules
    cross join segment_dates
    inner join customer_days
        on
            segment_dates.day_number - rules.rfm_window_days < customer_days.day_number
            and segment_dates.day_number >= customer_days.day_number
    group by customer_days.customer_id, segment_dates.segment_date

),

-- what a date knows is what happened until its evening; nothing later
counted as (

    select
        moments.*,
        segment_dates.segment_date,
        segment_dates.day_number as segment_day_number,
        rules.monetary_measure_code,
        case
            when rules.rfm_window_days is null then moments.purchase_day_count
            else coalesce(score_windows.frequency_count, 0)
        end as frequency_count,
        case
            when rules.rfm_window_days is null then moments.revenue_amount
            else coalesce(score_windows.revenue_amount, 0)
        end as score_amount
    from moments
    inner join segment_dates
        on
            moments.day_number <= segment_dates.day_number
            and moments.next_day_number > segment_dates.day_number
            and moments.first_order_date <= segment_dates.segment_date
    cross join rules
    left join score_windows
        on
            moments.customer_id = score_windows.customer_id
            and segment_dates.segment_date = score_windows.segment_date

),

final as (

    select
        customer_id,
        segment_date,
        segment_day_number - last_purchase_number as recency_days,
        {{ days_between('first_order_date', 'segment_date') }} as tenure_days,
        segment_day_number - new_business_number as new_business_age_days,
        purchase_day_count,
        order_count,
        frequency_count,
        cast(
            case
                when monetary_measure_code = 'sum' then score_amount
                else coalesce(score_amount / nullif(frequency_count, 0), 0)
            end as decimal(18, 6)
        ) as monetary_amount,
        revenue_amount,
        margin_amount,
        current_margin_amount,
        window_amount,
        previous_window_amount,
        best_window_amount
    from counted

)

select * from final
