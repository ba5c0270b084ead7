with

customer_periods as (

    select * from {{ ref('int_customer_periods') }}

),

profiled as (

    select * from {{ ref('int_customers__profiled') }}

),

periods as (

    select * from {{ ref('int_calendar_periods') }}

),

profiled_periods as (

    select
        customer_periods.*,
        coalesce(profiled.profile_id, '(refund_only)') as profile_id
    from customer_periods
    left join profiled
        on customer_periods.customer_id = profiled.customer_id

),

-- what a customer does in a period, and what that makes of them when the next one opens
contributions as (

    select
        period_grain_code,
        profile_id,
        period_number,
        state_code,
        order_count,
        revenue_amount,
        previous_revenue_amount,
        false as is_opening,
        false as is_lost
    from profiled_periods

    union all

    select
        profiled_periods.period_grain_code,
        profiled_periods.profile_id,
        periods.period_number,
        'opening' as state_code,
        0 as order_count,
        profiled_periods.revenue_amount,
        null as previous_revenue_amount,
        true as is_opening,
        profiled_periods.is_lost_next as is_lost
    from profiled_periods
    inner join periods
        on
            profiled_periods.period_grain_code = periods.period_grain_code
            and profiled_periods.period_number + 1 = periods.period_number
    where profiled_periods.order_count > 0

),

final as (

    select
        period_grain_code,
        profile_id,
        period_number,
        count(case when is_opening then 1 end) as opening_customers,
        count(case when is_lost then 1 end) as lost_customers,
        count(case when state_code = 'retained' then 1 end) as retained_customers,
        count(case when state_code = 'new' then 1 end) as new_customers,
        count(case when state_code = 'resurrected' then 1 end) as resurrected_customers,
        count(case when order_count > 0 then 1 end) as active_customers,
        count(case when order_count > 1 then 1 end) as repeat_customers,
        sum(order_count) as order_count,
        {{ as_money('sum(case when is_opening then revenue_amount else 0 end)') }}
            as opening_revenue_amount,
        {{ as_money('sum(case when is_lost then revenue_amount else 0 end)') }}
            as churned_revenue_amount,
        {{ as_money("sum(case when state_code = 'new' then revenue_amount else 0 end)") }}
            as new_revenue_amount,
        {{ as_money("sum(case when state_code = 'resurrected' then revenue_amount else 0 end)") }}
            as resurrected_revenue_amount,
        {{ as_money("sum(case
            when state_code = 'retained' and revenue_amount > previous_revenue_amount
                then revenue_amount - previous_revenue_amount
            else 0
        end)") }} as expansion_revenue_amount,
        {{ as_money("sum(case
            when state_code = 'retained' and revenue_amount < previous_revenue_amount
                then previous_revenue_amount - revenue_amount
            else 0
        end)") }} as contraction_revenue_amount,
        {{ as_money('sum(case when order_count > 0 then revenue_amount else 0 end)') }}
            as revenue_amount,
        {{ as_money("sum(case when state_code = 'refund_only' then revenue_amount else 0 end)") }}
            as refund_only_revenue_amount
    from contributions
    group by period_grain_code, profile_id, period_number

)

select * from final
