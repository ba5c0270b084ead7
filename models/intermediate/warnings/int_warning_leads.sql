with

outcomes as (

    select * from {{ ref('int_warning_outcomes') }}
    where is_lapsed

),

-- equal leads are one row: positions of customers in order of lead, without a row per customer
positioned as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        lead_days,
        customers,
        sum(customers) over (
            partition by
                rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month
            order by lead_days asc
            rows between unbounded preceding and current row
        ) as last_position,
        sum(customers) over (
            partition by
                rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month
        ) as lapsed_customers
    from outcomes

),

-- the rows that hold the middle customer, or both middle ones
final as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        cast(avg(cast(lead_days as decimal(18, 6))) as decimal(12, 6)) as median_lead_days
    from positioned
    where
        -- constant: twice a position against the number of customers
        (last_position - customers) * 2 <= lapsed_customers
        -- constant: twice a position against the number of customers
        and last_position * 2 >= lapsed_customers
    group by rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month

)

select * from final
