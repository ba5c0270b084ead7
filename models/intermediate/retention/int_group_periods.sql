with

flows as (

    select * from {{ ref('int_profile_period_flows') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

first_periods as (

    select
        period_grain_code,
        min(period_number) as first_period_number
    from flows
    group by period_grain_code

),

group_values as (

    select
        profile_groups.group_code,
        profile_groups.group_value
    from profile_groups
    inner join flows
        on profile_groups.profile_id = flows.profile_id
    group by profile_groups.group_code, profile_groups.group_value

),

final as (

    select
        periods.period_grain_code,
        periods.period_number,
        periods.period_start_date,
        periods.period_end_date,
        periods.is_complete,
        group_values.group_code,
        group_values.group_value
    from periods
    inner join first_periods
        on
            periods.period_grain_code = first_periods.period_grain_code
            and periods.period_number >= first_periods.first_period_number
    cross join group_values

)

select * from final
