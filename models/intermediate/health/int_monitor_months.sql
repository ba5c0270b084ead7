with

flows as (

    select * from {{ ref('int_group_period_flows') }}
    where period_grain_code = 'month' and group_code = 'all'

),

finances as (

    select * from {{ ref('int_month_finances') }}

),

market as (

    select * from {{ ref('int_market__accepted') }}

),

experience as (

    select * from {{ ref('int_group_experience_months') }}
    where group_code = 'all' and scene = '(all)' and measure_code = 'complaint'

),

-- contacts of other kinds do not say that nobody complained
given as (

    select count(*) > 0 as is_complaint_given
    from experience

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
            when given.is_complaint_given then coalesce(experience.measure_count, 0)
        end as complaint_count,
        coalesce(finances.is_margin_estimated, false) as is_margin_estimated,
        coalesce(finances.sales_amount, 0) as sales_amount,
        coalesce(finances.margin_amount, 0) as margin_amount,
        finances.cost_amount,
        finances.retention_cost_amount,
        market.market_revenue_amount as market_size_amount,
        market.market_customers as market_size,
        market.invested_capital_amount,
        market.competitiveness_ratio
    from flows
    cross join given
    left join finances
        on flows.period_start_date = finances.calendar_month
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
