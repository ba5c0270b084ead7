with

customer_days as (

    select * from {{ ref('int_customer_days') }}

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

complaints as (

    select * from {{ ref('int_customers__complaining') }}

),

answers as (

    select * from {{ ref('int_customers__answering') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}

),

future as (

    select customer_days.customer_id
    from customer_days
    cross join cut
    where
        customer_days.is_purchase_day
        and customer_days.trade_date > cut.cut_date
    group by customer_days.customer_id

),

past as (

    select
        customer_days.customer_id,
        customer_days.trade_date,
        customer_days.is_purchase_day,
        customer_days.refund_count,
        customer_days.revenue_amount,
        customer_days.trade_date > cut.window_start_date as is_in_window,
        customer_days.trade_date > cut.baseline_start_date
        and customer_days.trade_date <= cut.window_start_date as is_in_baseline
    from customer_days
    cross join cut
    where customer_days.trade_date <= cut.cut_date

),

measured as (

    select
        customer_id,
        min(case when is_purchase_day then trade_date end) as first_date,
        max(case when is_purchase_day then trade_date end) as last_date,
        count(case when is_purchase_day then 1 end) as lifetime_count,
        count(case when is_purchase_day and is_in_window then 1 end) as purchase_day_count,
        count(case when is_purchase_day and is_in_baseline then 1 end) as baseline_count,
        sum(case when is_in_window then refund_count else 0 end) as refund_count,
        sum(case when is_in_window then revenue_amount else 0 end) as revenue_amount
    from past
    group by customer_id

),

-- contacts of other kinds do not say that nobody complained
given as (

    select count(*) > 0 as is_complaint_given
    from interactions
    where kind = 'complaint'

),

-- those lost before the cut cannot be lost after it
final as (

    select
        measured.customer_id,
        future.customer_id is null as is_churned,
        {{ days_between('measured.last_date', 'cut.cut_date') }} as recency_days,
        {{ days_between('measured.first_date', 'cut.cut_date') }} as tenure_days,
        measured.lifetime_count,
        measured.purchase_day_count,
        measured.purchase_day_count - measured.baseline_count as purchase_day_change,
        measured.refund_count,
        measured.revenue_amount,
        case
            when given.is_complaint_given then coalesce(complaints.complaint_count, 0)
        end as complaint_count,
        -- who was not asked, or did not answer, has no score
        answers.satisfaction_score,
        answers.recommend_score
    from measured
    cross join cut
    cross join given
    left join future
        on measured.customer_id = future.customer_id
    left join complaints
        on measured.customer_id = complaints.customer_id
    left join answers
        on measured.customer_id = answers.customer_id
    where {{ days_between('measured.last_date', 'cut.cut_date') }} <= cut.lapse_days

)

select * from final
