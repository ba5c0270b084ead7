{%- set alike = '
    partition by rule_set_code, combine_mode_code, horizon_days, warning_tier_code, calendar_month
' -%}
with

lapsed as (

    select * from {{ touched('int_warning_cells__lapsed', 'calendar_month') }}

),

-- the middle customer is looked for among brackets of leads first: few rows to put in order
brackets as (

    select
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        bracket_number,
        sum(customers) as customers
    from lapsed
    group by
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month,
        bracket_number

),

counted as (

    select
        *,
        sum(customers) over (
            {{ alike }}
            order by bracket_number
            rows between unbounded preceding and current row
        ) as last_position,
        sum(customers) over ({{ alike }}) as lapsed_customers
    from brackets

),

-- equal leads are one row: positions of customers in order of lead, without a row per customer
leads as (

    select
        lapsed.rule_set_code,
        lapsed.combine_mode_code,
        lapsed.horizon_days,
        lapsed.warning_tier_code,
        lapsed.calendar_month,
        lapsed.lead_days,
        max(counted.last_position - counted.customers) as earlier_customers,
        max(counted.lapsed_customers) as lapsed_customers,
        sum(lapsed.customers) as customers
    from lapsed
    inner join counted
        on
            lapsed.rule_set_code = counted.rule_set_code
            and lapsed.combine_mode_code = counted.combine_mode_code
            and lapsed.horizon_days = counted.horizon_days
            and lapsed.warning_tier_code = counted.warning_tier_code
            and lapsed.calendar_month = counted.calendar_month
            and lapsed.bracket_number = counted.bracket_number
    where
        -- constant: twice a position against the number of customers
        (counted.last_position - counted.customers) * 2 <= counted.lapsed_customers
        -- constant: twice a position against the number of customers
        and counted.last_position * 2 >= counted.lapsed_customers
    group by
        lapsed.rule_set_code,
        lapsed.combine_mode_code,
        lapsed.horizon_days,
        lapsed.warning_tier_code,
        lapsed.calendar_month,
        lapsed.lead_days

),

positioned as (

    select
        *,
        -- where two brackets are read, the second goes on where the first ends
        min(earlier_customers) over ({{ alike }}) + sum(customers) over (
            {{ alike }}
            order by lead_days
            rows between unbounded preceding and current row
        ) as last_position
    from leads

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
    group by
        rule_set_code,
        combine_mode_code,
        horizon_days,
        warning_tier_code,
        calendar_month

)

select * from final
