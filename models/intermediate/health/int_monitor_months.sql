with

flows as (

    select * from {{ ref('int_group_period_flows') }}
    where period_grain_code = 'month' and group_code = 'all'

),

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

costs as (

    select * from {{ ref('int_month_costs') }}

),

market as (

    select * from {{ ref('int_market__accepted') }}

),

experience as (

    select * from {{ ref('int_group_experience_months') }}
    where group_code = 'all' and scene = '(all)' and measure_code = 'complaint'

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

given as (

    select count(case when table_name = 'interactions' then 1 end) > 0 as is_contact_given
    from mapped_columns

),

-- a month before or after what the ledger reaches is not known to have cost nothing
ledger as (

    select
        min(calendar_month) as first_month,
        max(calendar_month) as last_month
    from costs

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

joined as (

    select
        flows.period_start_date as calendar_month,
        flows.is_complete,
        flows.opening_customers,
        flows.lost_customers,
        flows.retained_customers,
        flows.new_customers,
        flows.resurrected_customers,
        flows.active_customers,
        flows.referring_customers,
        flows.order_count,
        case
            when given.is_contact_given then coalesce(experience.measure_count, 0)
        end as complaint_count,
        coalesce(trade.is_margin_estimated, false) as is_margin_estimated,
        coalesce(trade.revenue_amount, 0) as sales_amount,
        coalesce(trade.margin_amount, 0) as margin_amount,
        case
            when flows.period_start_date between ledger.first_month and ledger.last_month
                then coalesce(costs.cost_amount, 0)
        end as cost_amount,
        case
            when flows.period_start_date between ledger.first_month and ledger.last_month
                then coalesce(costs.retention_cost_amount, 0)
        end as retention_cost_amount,
        market.market_revenue_amount as market_size_amount,
        market.market_customers as market_size,
        market.invested_capital_amount,
        market.competitiveness_ratio
    from flows
    cross join given
    cross join ledger
    left join trade
        on flows.period_start_date = trade.calendar_month
    left join costs
        on flows.period_start_date = costs.calendar_month
    left join market
        on
            flows.period_start_date >= market.market_month
            and flows.period_start_date < market.end_month
    left join experience
        on flows.period_start_date = experience.calendar_month

),

final as (

    select
        joined.*,
        {{ as_money('joined.margin_amount - joined.cost_amount') }} as profit_amount,
        {{ churn_rate('joined.lost_customers', 'joined.opening_customers') }} as churn_rate,
        {{ retention_rate('joined.retained_customers', 'joined.opening_customers') }}
            as retention_rate,
        {{ referral_rate('joined.referring_customers', 'joined.active_customers') }}
            as referral_rate,
        {{ complaint_rate('joined.complaint_count', 'joined.order_count') }} as complaint_rate,
        {{ rate_or_null(ratio('joined.sales_amount', 'joined.market_size_amount')) }}
            as market_revenue_share,
        {{ rate_or_null(ratio('joined.active_customers', 'joined.market_size')) }}
            as market_customer_share,
        {{ growth_ratio(
            'joined.market_size_amount',
            'lag(joined.market_size_amount) over (order by joined.calendar_month)'
        ) }} as market_growth_ratio,
        {{ growth_ratio(
            'joined.sales_amount', 'lag(joined.sales_amount) over (order by joined.calendar_month)'
        ) }} as sales_growth_ratio,
        {{ return_on_investment_ratio(
            'joined.margin_amount - joined.cost_amount', 'joined.invested_capital_amount'
        ) }}
            as return_on_investment_ratio
    from joined

)

select * from final
