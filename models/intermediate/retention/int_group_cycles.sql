with

gaps as (

    select * from {{ ref('int_purchase_days__sequenced') }}
    where gap_days is not null

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

profile_gaps as (

    select
        profiled.profile_id,
        gaps.gap_days,
        count(*) as gap_count
    from gaps
    inner join profiled
        on gaps.customer_id = profiled.customer_id
    group by profiled.profile_id, gaps.gap_days

),

group_gaps as (

    select
        profile_groups.group_code,
        profile_groups.group_value,
        profile_gaps.gap_days,
        sum(profile_gaps.gap_count) as gap_count
    from profile_gaps
    inner join profile_groups
        on profile_gaps.profile_id = profile_groups.profile_id
    group by profile_groups.group_code, profile_groups.group_value, profile_gaps.gap_days

),

counted as (

    select
        group_gaps.*,
        sum(group_gaps.gap_count) over (
            partition by group_gaps.group_code, group_gaps.group_value
            order by group_gaps.gap_days
            rows between unbounded preceding and current row
        ) as gaps_so_far,
        sum(group_gaps.gap_count) over (
            partition by group_gaps.group_code, group_gaps.group_value
        ) as all_gaps
    from group_gaps

),

-- the shortest gap that half of all gaps do not pass
final as (

    select
        group_code,
        group_value,
        cast(min(gap_days) as decimal(12, 6)) as group_cycle_days
    from counted
    where gaps_so_far + gaps_so_far >= all_gaps
    group by group_code, group_value

)

select * from final
