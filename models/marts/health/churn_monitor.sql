with

months as (

    select * from {{ ref('int_monitor_months') }}

),

correlations as (

    select * from {{ ref('int_churn_correlations') }}
    where is_headline

),

events as (

    select * from {{ ref('int_market_events__accepted') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

given as (

    select count(case when table_name = 'market_events' then 1 end) > 0 as is_event_given
    from inputs

),

block_correlations as (

    select
        max(case block_code when 'customer' then correlation_ratio end) as customer_ratio,
        max(case block_code when 'market' then correlation_ratio end) as market_ratio,
        max(case block_code when 'finance' then correlation_ratio end) as finance_ratio,
        max(case block_code when 'competitiveness' then correlation_ratio end)
            as competitiveness_ratio
    from correlations

),

month_events as (

    select
        {{ month_of('event_date') }} as calendar_month,
        count(*) as event_count,
        {{ dbt.listagg('event_name', "'; '", 'order by event_date, event_name') }} as event_names
    from events
    group by {{ month_of('event_date') }}

),

final as (

    select
        months.calendar_month,
        as_of.as_of_date,
        months.is_complete,
        months.is_margin_estimated,
        cast(months.opening_customers as bigint) as opening_customers,
        cast(months.lost_customers as bigint) as lost_customers,
        cast(months.new_customers as bigint) as new_customers,
        cast(months.resurrected_customers as bigint) as resurrected_customers,
        cast(months.active_customers as bigint) as active_customers,
        cast(months.referring_customers as bigint) as referring_customers,
        months.churn_rate,
        months.retention_rate,
        months.referral_rate,
        months.complaint_rate,
        block_correlations.customer_ratio as customer_correlation_ratio,
        {{ as_money('months.market_size_amount') }} as market_size_amount,
        months.market_revenue_share,
        months.market_customer_share,
        months.market_growth_ratio,
        block_correlations.market_ratio as market_correlation_ratio,
        {{ as_money('months.sales_amount') }} as sales_amount,
        {{ as_money('months.margin_amount') }} as margin_amount,
        {{ as_money('months.cost_amount') }} as cost_amount,
        months.profit_amount,
        {{ as_money('months.invested_capital_amount') }} as invested_capital_amount,
        months.sales_growth_ratio,
        months.return_on_investment_ratio,
        block_correlations.finance_ratio as finance_correlation_ratio,
        months.competitiveness_ratio,
        block_correlations.competitiveness_ratio as competitiveness_correlation_ratio,
        cast(
            case when given.is_event_given then coalesce(month_events.event_count, 0) end as bigint
        ) as event_count,
        cast(month_events.event_names as {{ dbt.type_string() }}) as event_names
    from months
    cross join block_correlations
    cross join given
    cross join as_of
    left join month_events
        on months.calendar_month = month_events.calendar_month

)

select * from final
