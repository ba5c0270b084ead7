{%- set alike = '(
    partition by rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month
)' -%}
with

month_ends as (

    select * from {{ ref('int_customer_month_ends__warned') }}
    where outlasted_days > 0

),

horizons as (

    select * from {{ ref('warning_horizons') }}

),

combine_modes as (

    select * from {{ ref('warning_combine_modes') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- customers alike become one row before horizons and modes multiply them
grouped as (

    select
        rule_set_code,
        calendar_month,
        month_end_date,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        outlasted_days,
        lead_days,
        count(*) as customers
    from month_ends
    group by
        rule_set_code,
        calendar_month,
        month_end_date,
        all_tier_code,
        two_of_three_tier_code,
        any_tier_code,
        recency_only_tier_code,
        outlasted_days,
        lead_days

),

lapsed as (

    select
        grouped.rule_set_code,
        combine_modes.combine_mode_code,
        horizons.horizon_days,
        {{ tier_in_mode('combine_modes.combine_mode_code', 'grouped') }} as warning_tier_code,
        grouped.calendar_month,
        grouped.lead_days,
        sum(grouped.customers) as customers
    from grouped
    inner join horizons
        on grouped.outlasted_days >= horizons.horizon_days
    cross join combine_modes
    cross join as_of
    where
        {{ date_plus_days('grouped.month_end_date', 'horizons.horizon_days') }}
        <= as_of.as_of_date
    group by
        grouped.rule_set_code,
        combine_modes.combine_mode_code,
        horizons.horizon_days,
        {{ tier_in_mode('combine_modes.combine_mode_code', 'grouped') }},
        grouped.calendar_month,
        grouped.lead_days

),

-- equal leads are one row: positions of customers in order of lead, without a row per customer
positioned as (

    select
        *,
        sum(customers) over (
            partition by
                rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month
            order by lead_days asc
            rows between unbounded preceding and current row
        ) as last_position,
        sum(customers) over {{ alike }} as lapsed_customers
    from lapsed

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
