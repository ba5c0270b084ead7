with

periods as (

    select * from {{ ref('int_customer_warning_periods') }}
    where is_default

),

current_periods as (

    select * from periods
    where valid_to_date is null

),

firsts as (

    select
        customer_id,
        min(valid_from_date) as first_date
    from periods
    group by customer_id

),

-- intervals in one tier follow each other: the tier began where the last one in another tier ended
changes as (

    select
        current_periods.customer_id,
        max(periods.valid_to_date) as change_date
    from current_periods
    inner join periods
        on
            current_periods.customer_id = periods.customer_id
            and current_periods.warning_tier_code <> periods.warning_tier_code
    group by current_periods.customer_id

),

final as (

    select
        current_periods.customer_id,
        current_periods.rule_set_code,
        current_periods.rule_version_number,
        current_periods.combine_mode_code,
        current_periods.anchor_order_date,
        current_periods.valid_from_date,
        coalesce(changes.change_date, firsts.first_date) as tier_since_date,
        current_periods.warning_tier_code,
        previous_periods.warning_tier_code as previous_tier_code,
        current_periods.all_tier_code,
        current_periods.two_of_three_tier_code,
        current_periods.any_tier_code,
        current_periods.recency_only_tier_code,
        current_periods.is_eligible,
        current_periods.recency_level_number,
        current_periods.frequency_level_number,
        current_periods.monetary_level_number,
        current_periods.frequency_current_count,
        current_periods.frequency_baseline_count,
        current_periods.monetary_current_amount,
        current_periods.monetary_baseline_amount,
        current_periods.window_days,
        current_periods.yellow_limit_days,
        current_periods.orange_limit_days,
        current_periods.red_limit_days
    from current_periods
    inner join firsts
        on current_periods.customer_id = firsts.customer_id
    left join changes
        on current_periods.customer_id = changes.customer_id
    left join periods as previous_periods
        on
            changes.customer_id = previous_periods.customer_id
            and changes.change_date = previous_periods.valid_to_date

)

select * from final
