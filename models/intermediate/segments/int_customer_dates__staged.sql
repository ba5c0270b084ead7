with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- the first that matches wins; growth is compared as products, from nothing it is growth too
final as (

    select
        measured.customer_id,
        measured.segment_date,
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

)

select * from final
