with

source as (

    select * from {{ source('raw', 'market') }}

),

typed as (

    select
        {{ read_date('period_start') }} as period_start,
        {{ read_money('market_revenue') }} as market_revenue,
        {{ read_number('market_customers') }} as market_customers,
        {{ read_number('competitiveness_score') }} as competitiveness_score,
        {{ read_money('invested_capital') }} as invested_capital,
        market_revenue as raw_market_revenue,
        market_customers as raw_market_customers,
        competitiveness_score as raw_competitiveness_score,
        invested_capital as raw_invested_capital,
        _attributes,
        _is_excluded,
        _digest,
        _unreadable_line,
        _load_number,
        _load_id,
        _source_file,
        _source_row,
        {{ as_json([
            'period_start',
            'market_revenue',
            'market_customers',
            'competitiveness_score',
            'invested_capital',
            '_attributes',
            '_unreadable_line',
        ]) }} as content
    from source

),

final as (

    select
        typed.period_start,
        typed.market_revenue,
        typed.market_customers,
        typed.competitiveness_score,
        typed.invested_capital,
        typed._attributes as attributes,
        typed._is_excluded as is_excluded,
        typed._digest as row_digest,
        typed._load_number as load_number,
        typed._load_id as load_id,
        typed._source_file as source_file,
        typed._source_row as source_row_number,
        typed.content,
        case
            when typed._unreadable_line is not null then 'unreadable_line'
            when typed._is_excluded then 'excluded_by_mapping'
            when typed.period_start is null then 'unreadable_date'
            when
                {{ is_unreadable('typed.raw_market_revenue', 'typed.market_revenue') }}
                or {{ is_unreadable('typed.raw_invested_capital', 'typed.invested_capital') }}
                then 'unreadable_amount'
            when
                {{ is_unreadable('typed.raw_market_customers', 'typed.market_customers') }}
                or {{ is_unreadable(
                    'typed.raw_competitiveness_score',
                    'typed.competitiveness_score'
                ) }}
                then 'unreadable_number'
        end as rejection_code
    from typed

)

select * from final
