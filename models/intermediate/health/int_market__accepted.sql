with

handed_over as (

    select * from {{ ref('stg_market') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'market' and rejection_code is null

),

-- weeks of a month add up; what is a level and not a flow is averaged
months as (

    select
        {{ month_of('handed_over.period_start') }} as market_month,
        sum(handed_over.market_revenue) as market_revenue_amount,
        avg(handed_over.market_customers) as market_customers,
        avg(handed_over.competitiveness_score) as competitiveness,
        avg(handed_over.invested_capital) as invested_capital_amount
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    group by {{ month_of('handed_over.period_start') }}

),

neighboured as (

    select
        *,
        lead(market_month) over (order by market_month) as next_market_month,
        lag(market_month) over (order by market_month) as previous_market_month
    from months

),

-- a period lasts until the next begins; the last one is as long as the one before it
measured as (

    select
        *,
        greatest(
            coalesce(
                {{ months_between('market_month', 'next_market_month') }},
                {{ months_between('previous_market_month', 'market_month') }},
                1
            ),
            1
        ) as month_count
    from neighboured

),

final as (

    select
        market_month,
        cast({{ dbt.dateadd('month', 'month_count', 'market_month') }} as date) as end_month,
        {{ amount_per('market_revenue_amount', 'month_count') }} as market_revenue_amount,
        cast(market_customers as decimal(18, 6)) as market_customers,
        cast(competitiveness as decimal(12, 6)) as competitiveness_ratio,
        {{ as_money('invested_capital_amount') }} as invested_capital_amount
    from measured

)

select * from final
