with

months as (

    select * from {{ ref('int_monitor_months') }}
    where is_complete

),

measures as (

    select * from {{ ref('monitor_measures') }}

),

rules as (

    select * from {{ ref('monitor_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

followed as (

    select
        *,
        lead(churn_rate) over (order by calendar_month) as next_churn_rate
    from months

),

valued as (

    select
        measures.block_code,
        measures.measure_code,
        measures.is_headline,
        {{ as_double('followed.churn_rate') }} as churn_rate,
        {{ as_double('followed.next_churn_rate') }} as next_churn_rate,
        {{ as_double('case measures.measure_code
            when \'referral_rate\' then followed.referral_rate
            when \'resurrected_customers\' then followed.resurrected_customers
            when \'complaint_rate\' then followed.complaint_rate
            when \'market_revenue_share\' then followed.market_revenue_share
            when \'market_customer_share\' then followed.market_customer_share
            when \'market_growth_ratio\' then followed.market_growth_ratio
            when \'market_size_amount\' then followed.market_size_amount
            when \'sales_amount\' then followed.sales_amount
            when \'profit_amount\' then followed.profit_amount
            when \'return_on_investment_ratio\' then followed.return_on_investment_ratio
            when \'competitiveness_ratio\' then followed.competitiveness_ratio
        end') }} as measure_value
    from followed
    cross join measures

),

paired as (

    select
        *,
        churn_rate is not null and measure_value is not null as is_paired,
        next_churn_rate is not null and measure_value is not null as is_next_paired
    from valued

),

correlated as (

    select
        block_code,
        measure_code,
        is_headline,
        count(case when is_paired then 1 end) as month_count,
        count(case when is_next_paired then 1 end) as next_month_count,
        {{ correlation_ratio('churn_rate', 'measure_value', 'is_paired') }} as correlation_ratio,
        {{ correlation_ratio('next_churn_rate', 'measure_value', 'is_next_paired') }}
            as next_month_correlation_ratio
    from paired
    group by block_code, measure_code, is_headline

),

final as (

    select
        correlated.block_code,
        correlated.measure_code,
        correlated.is_headline,
        correlated.month_count,
        case
            when correlated.month_count >= rules.minimum_month_count
                then correlated.correlation_ratio
        end as correlation_ratio,
        case
            when correlated.next_month_count >= rules.minimum_month_count
                then correlated.next_month_correlation_ratio
        end as next_month_correlation_ratio
    from correlated
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}

)

select * from final
