with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

periods as (

    select * from {{ ref('int_customer_warning_periods') }}
    where is_default

),

tiers as (

    select * from {{ ref('warning_tiers') }}
    where is_warning

),

segment_dates as (

    select * from {{ ref('int_segment_dates') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- dates on which a customer stood under a warning that already means decline
declines as (

    select
        periods.customer_id,
        segment_dates.segment_date
    from periods
    inner join tiers
        on periods.warning_tier_code = tiers.warning_tier_code
    cross join rules
    inner join segment_dates
        on
            periods.valid_from_date <= segment_dates.segment_date
            and (
                periods.valid_to_date > segment_dates.segment_date
                or periods.valid_to_date is null
            )
    where tiers.tier_level_number >= rules.degeneration_tier_level_number

),

-- the first that matches wins; growth is compared as products, from nothing it is growth too
final as (

    select
        measured.customer_id,
        measured.segment_date,
        measured.recency_days,
        measured.tenure_days,
        measured.purchase_day_count,
        measured.order_count,
        measured.frequency_count,
        measured.monetary_amount,
        measured.revenue_amount,
        measured.margin_amount,
        measured.current_margin_amount,
        case
            when measured.recency_days > rules.lapse_days then 'lost'
            when
                measured.previous_window_amount > 0
                and measured.window_amount
                <= (1 - rules.change_share) * measured.previous_window_amount
                then 'degeneration'
            when
                measured.window_amount < rules.best_window_share * measured.best_window_amount
                then 'degeneration'
            when declines.customer_id is not null then 'degeneration'
            when
                measured.purchase_day_count < rules.exploration_purchase_days
                or measured.tenure_days < rules.exploration_tenure_days
                then 'exploration'
            when
                measured.window_amount > 0
                and measured.window_amount
                >= (1 + rules.change_share) * measured.previous_window_amount
                then 'formation'
            else 'stable'
        end as lifecycle_stage_code,
        case
            when measured.purchase_day_count < rules.old_purchase_days then 'new'
            when measured.new_business_age_days < rules.new_business_days then 'new_business'
            else 'old'
        end as ladder_code
    from measured
    cross join rules
    left join declines
        on
            measured.customer_id = declines.customer_id
            and measured.segment_date = declines.segment_date

)

select * from final
