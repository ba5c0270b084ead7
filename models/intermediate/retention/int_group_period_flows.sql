with

flows as (

    select * from {{ ref('int_profile_period_flows') }}

),

referrals as (

    select * from {{ ref('int_group_period_referrals') }}

),

profile_groups as (

    select * from {{ ref('int_profile_groups') }}

),

group_periods as (

    select * from {{ ref('int_group_periods') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

given as (

    select count(case when table_name = 'referrals' then 1 end) > 0 as is_referral_table_given
    from mapped_columns

),

summed_flows as (

    select
        flows.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        flows.period_number,
        sum(flows.opening_customers) as opening_customers,
        sum(flows.retained_customers) as retained_customers,
        sum(flows.lost_customers) as lost_customers,
        sum(flows.new_customers) as new_customers,
        sum(flows.resurrected_customers) as resurrected_customers,
        sum(flows.active_customers) as active_customers,
        sum(flows.repeat_customers) as repeat_customers,
        sum(flows.order_count) as order_count,
        sum(flows.opening_revenue_amount) as opening_revenue_amount,
        sum(flows.new_revenue_amount) as new_revenue_amount,
        sum(flows.resurrected_revenue_amount) as resurrected_revenue_amount,
        sum(flows.expansion_revenue_amount) as expansion_revenue_amount,
        sum(flows.contraction_revenue_amount) as contraction_revenue_amount,
        sum(flows.churned_revenue_amount) as churned_revenue_amount,
        sum(flows.revenue_amount) as revenue_amount,
        sum(flows.refund_only_revenue_amount) as refund_only_revenue_amount
    from flows
    inner join profile_groups
        on flows.profile_id = profile_groups.profile_id
    group by
        flows.period_grain_code,
        profile_groups.group_code,
        profile_groups.group_value,
        flows.period_number

),

final as (

    select
        group_periods.period_grain_code,
        group_periods.group_code,
        group_periods.group_value,
        group_periods.period_number,
        group_periods.period_start_date,
        group_periods.period_end_date,
        group_periods.is_complete,
        coalesce(summed_flows.opening_customers, 0) as opening_customers,
        coalesce(summed_flows.retained_customers, 0) as retained_customers,
        coalesce(summed_flows.lost_customers, 0) as lost_customers,
        coalesce(summed_flows.new_customers, 0) as new_customers,
        coalesce(summed_flows.resurrected_customers, 0) as resurrected_customers,
        coalesce(summed_flows.active_customers, 0) as active_customers,
        coalesce(summed_flows.repeat_customers, 0) as repeat_customers,
        case
            when given.is_referral_table_given
                then coalesce(referrals.referring_customers, 0)
        end as referring_customers,
        coalesce(summed_flows.order_count, 0) as order_count,
        coalesce(summed_flows.opening_revenue_amount, 0) as opening_revenue_amount,
        coalesce(summed_flows.new_revenue_amount, 0) as new_revenue_amount,
        coalesce(summed_flows.resurrected_revenue_amount, 0) as resurrected_revenue_amount,
        coalesce(summed_flows.expansion_revenue_amount, 0) as expansion_revenue_amount,
        coalesce(summed_flows.contraction_revenue_amount, 0) as contraction_revenue_amount,
        coalesce(summed_flows.churned_revenue_amount, 0) as churned_revenue_amount,
        coalesce(summed_flows.revenue_amount, 0) as revenue_amount,
        coalesce(summed_flows.refund_only_revenue_amount, 0) as refund_only_revenue_amount
    from group_periods
    cross join given
    left join summed_flows
        on
            group_periods.period_grain_code = summed_flows.period_grain_code
            and group_periods.group_code = summed_flows.group_code
            and group_periods.group_value = summed_flows.group_value
            and group_periods.period_number = summed_flows.period_number
    left join referrals
        on
            group_periods.period_grain_code = referrals.period_grain_code
            and group_periods.group_code = referrals.group_code
            and group_periods.group_value = referrals.group_value
            and group_periods.period_number = referrals.period_number

)

select * from final
