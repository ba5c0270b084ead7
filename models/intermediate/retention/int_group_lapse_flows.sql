with

flows as (

    select * from {{ ref('int_profile_lapse_flows') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

group_periods as (

    select * from {{ ref('int_group_periods') }}

),

summed as (

    select
        flows.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        flows.period_number,
        sum(flows.new_customers) as new_customers,
        sum(flows.won_back_customers) as won_back_customers,
        sum(flows.lapsed_customers) as lapsed_customers,
        sum(flows.lapsed_opening_customers) as lapsed_opening_customers
    from flows
    inner join profile_groups
        on flows.profile_id = profile_groups.profile_id
    group by
        flows.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        flows.period_number

),

filled as (

    select
        group_periods.period_grain_code,
        group_periods.group_code,
        group_periods.group_value,
        group_periods.period_number,
        group_periods.period_start_date,
        group_periods.period_end_date,
        group_periods.is_complete,
        coalesce(summed.new_customers, 0) as new_customers,
        coalesce(summed.won_back_customers, 0) as won_back_customers,
        coalesce(summed.lapsed_customers, 0) as lapsed_customers,
        coalesce(summed.lapsed_opening_customers, 0) as lapsed_opening_customers
    from group_periods
    left join summed
        on
            group_periods.period_grain_code = summed.period_grain_code
            and group_periods.group_code = summed.group_code
            and group_periods.group_value = summed.group_value
            and group_periods.period_number = summed.period_number

),

closed as (

    select
        filled.*,
        sum(filled.new_customers + filled.won_back_customers - filled.lapsed_customers) over (
            partition by filled.period_grain_code, filled.group_code, filled.group_value
            order by filled.period_number
            rows between unbounded preceding and current row
        ) as closing_customers
    from filled

),

final as (

    select
        period_grain_code,
        group_code,
        group_value,
        period_number,
        period_start_date,
        period_end_date,
        is_complete,
        closing_customers - new_customers - won_back_customers + lapsed_customers
            as opening_customers,
        new_customers,
        won_back_customers,
        lapsed_customers,
        lapsed_opening_customers,
        closing_customers
    from closed

)

select * from final
