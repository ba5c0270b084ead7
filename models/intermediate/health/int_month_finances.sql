with

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

costs as (

    select * from {{ ref('int_costs__accepted') }}

),

trade as (

    select
        calendar_month,
        sum(revenue_amount) as revenue_amount,
        sum(revenue_amount - estimated_cost_amount) as margin_amount,
        count(variable_cost_amount) < count(*) as is_margin_estimated
    from customer_months
    group by calendar_month

),

month_costs as (

    select
        incurred_month,
        sum(cost_amount) as cost_amount,
        sum(case cost_type when 'retention' then cost_amount else 0 end) as retention_cost_amount
    from costs
    group by incurred_month

),

-- a month before or after what the ledger reaches is not known to have cost nothing
ledger as (

    select
        min(incurred_month) as first_month,
        max(incurred_month) as last_month
    from month_costs

),

final as (

    select
        trade.calendar_month,
        trade.is_margin_estimated,
        {{ as_money('trade.revenue_amount') }} as sales_amount,
        {{ as_money('trade.margin_amount') }} as margin_amount,
        case
            when trade.calendar_month between ledger.first_month and ledger.last_month
                then {{ as_money('coalesce(month_costs.cost_amount, 0)') }}
        end as cost_amount,
        case
            when trade.calendar_month between ledger.first_month and ledger.last_month
                then {{ as_money('coalesce(month_costs.retention_cost_amount, 0)') }}
        end as retention_cost_amount
    from trade
    cross join ledger
    left join month_costs
        on trade.calendar_month = month_costs.incurred_month

)

select * from final
