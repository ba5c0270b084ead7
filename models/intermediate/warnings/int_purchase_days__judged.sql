with

purchase_days as (

    select * from {{ touched('int_purchase_days__sequenced', 'customer_id') }}

),

windowed as (

    select * from {{ touched('int_purchase_days__windowed', 'customer_id') }}

),

paced as (

    select * from {{ touched('int_purchase_days__paced', 'customer_id') }}

),

eligible as (

    select * from {{ touched('int_purchase_days__eligible', 'customer_id') }}

),

rule_sets as (

    select * from {{ ref('int_warning_rule_sets') }}

),

gathered as (

    select
        rule_sets.*,
        eligible.customer_id,
        eligible.purchase_date,
        eligible.is_eligible,
        purchase_days.next_purchase_date,
        windowed.frequency_current_count,
        windowed.frequency_baseline_count,
        windowed.monetary_current_amount,
        windowed.monetary_baseline_amount,
        -- no clock yet is null, not the shortest one
        case
            when paced.own_gap_days > rule_sets.shortest_gap_days then paced.own_gap_days
            when paced.own_gap_days is not null then rule_sets.shortest_gap_days
        end as clock_days
    from eligible
    inner join rule_sets
        on eligible.rule_set_code = rule_sets.rule_set_code
    inner join purchase_days
        on
            eligible.customer_id = purchase_days.customer_id
            and eligible.purchase_date = purchase_days.purchase_date
    inner join windowed
        on
            eligible.customer_id = windowed.customer_id
            and eligible.purchase_date = windowed.purchase_date
            and rule_sets.window_days = windowed.window_days
    left join paced
        on
            eligible.customer_id = paced.customer_id
            and eligible.purchase_date = paced.purchase_date
            and rule_sets.own_gap_count = paced.own_gap_count

),

final as (

    select
        customer_id,
        rule_set_code,
        rule_version_number,
        is_default,
        combine_mode_code,
        purchase_date as anchor_order_date,
        next_purchase_date,
        {{ days_between('purchase_date', 'next_purchase_date') }} as next_gap_days,
        is_eligible,
        window_days,
        {{ silence_limit('yellow_limit_days', 'yellow_limit_ratio', 'clock_days') }}
            as yellow_limit_days,
        {{ silence_limit('orange_limit_days', 'orange_limit_ratio', 'clock_days') }}
            as orange_limit_days,
        {{ silence_limit('red_limit_days', 'red_limit_ratio', 'clock_days') }} as red_limit_days,
        yellow_fall_share,
        orange_fall_share,
        red_fall_share,
        frequency_current_count,
        frequency_baseline_count,
        monetary_current_amount,
        monetary_baseline_amount,
        {{ fall_level(
            'frequency_current_count', 'frequency_baseline_count',
            'yellow_fall_share', 'orange_fall_share', 'red_fall_share'
        ) }} as frequency_level_number,
        {{ fall_level(
            'monetary_current_amount', 'monetary_baseline_amount',
            'yellow_fall_share', 'orange_fall_share', 'red_fall_share'
        ) }} as monetary_level_number
    from gathered

)

select * from final
