with

purchases as (

    select * from {{ ref('int_customer_cycle_purchases') }}

),

cycles as (

    select * from {{ ref('int_group_cycles') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

-- alike purchases of alike customers are counted once each, before any group is looked at
alike as (

    select
        profile_id,
        calendar_month,
        elapsed_days,
        next_gap_days,
        own_cycle_days,
        cycle_tolerance_ratio,
        count(*) as customer_count
    from purchases
    group by
        profile_id,
        calendar_month,
        elapsed_days,
        next_gap_days,
        own_cycle_days,
        cycle_tolerance_ratio

),

based as (

    select
        profile_groups.group_code,
        profile_groups.group_value,
        alike.calendar_month,
        'own' as cycle_basis_code,
        alike.elapsed_days,
        alike.next_gap_days,
        alike.own_cycle_days as cycle_days,
        alike.cycle_tolerance_ratio,
        alike.customer_count
    from alike
    inner join profile_groups
        on alike.profile_id = profile_groups.profile_id
    where alike.own_cycle_days is not null

    union all

    select
        profile_groups.group_code,
        profile_groups.group_value,
        alike.calendar_month,
        'group' as cycle_basis_code,
        alike.elapsed_days,
        alike.next_gap_days,
        cycles.group_cycle_days as cycle_days,
        alike.cycle_tolerance_ratio,
        alike.customer_count
    from alike
    inner join profile_groups
        on alike.profile_id = profile_groups.profile_id
    inner join cycles
        on
            profile_groups.group_code = cycles.group_code
            and profile_groups.group_value = cycles.group_value

),

-- who came back early is not judged before the others are
judged as (

    select
        based.*,
        based.elapsed_days >= based.cycle_days * based.cycle_tolerance_ratio as is_due,
        coalesce(based.next_gap_days <= based.cycle_days * based.cycle_tolerance_ratio, false)
            as is_on_time
    from based

),

final as (

    select
        group_code,
        group_value,
        calendar_month,
        cycle_basis_code,
        sum(customer_count) as base_customers,
        sum(case when is_due then customer_count else 0 end) as due_customers,
        sum(case when is_due and is_on_time then customer_count else 0 end)
            as returned_customers,
        sum(case when is_due then cycle_days * customer_count end) as due_cycle_days
    from judged
    group by group_code, group_value, calendar_month, cycle_basis_code

)

select * from final
