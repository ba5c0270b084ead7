with

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

booked as (

    select * from {{ ref('int_customer_costs__booked') }}

),

unioned as (

    select
        customer_months.customer_id,
        customer_months.calendar_month,
        customer_months.revenue_amount,
        customer_months.estimated_cost_amount as variable_cost_amount,
        customer_months.variable_cost_amount is null as is_assumed,
        'trade' as cost_type,
        0 as cost_amount
    from customer_months
    inner join facts
        on customer_months.customer_id = facts.customer_id

    union all

    select
        customer_id,
        {{ month_of('cost_date') }} as calendar_month,
        0 as revenue_amount,
        0 as variable_cost_amount,
        is_assumed,
        cost_type,
        cost_amount
    from booked

),

final as (

    select
        customer_id,
        calendar_month,
        max(case when is_assumed then 1 else 0 end) = 1 as is_cost_assumed,
        {{ as_money('sum(revenue_amount)') }} as revenue_amount,
        {{ as_money('sum(variable_cost_amount)') }} as variable_cost_amount,
        {{ as_money(
            "sum(case when cost_type in ('acquisition', 'referral_incentive') then 1 else 0 end"
            ~ ' * cost_amount)'
        ) }} as acquisition_cost_amount,
        {{ as_money("sum(case when cost_type = 'marketing' then cost_amount else 0 end)") }}
            as marketing_cost_amount,
        {{ as_money("sum(case when cost_type = 'service' then cost_amount else 0 end)") }}
            as service_cost_amount,
        {{ as_money("sum(case when cost_type = 'retention' then cost_amount else 0 end)") }}
            as retention_cost_amount
    from unioned
    group by customer_id, calendar_month

)

select * from final
