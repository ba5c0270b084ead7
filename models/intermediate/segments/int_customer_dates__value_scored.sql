with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- a rank is that of the value, so that equal values cannot get different scores
ranked as (

    select
        customer_id,
        segment_date,
        count(*) over (partition by segment_date) as customers,
        rank() over (partition by segment_date order by recency_days desc) as recency_rank,
        rank() over (partition by segment_date order by frequency_count asc) as frequency_rank,
        rank() over (partition by segment_date order by monetary_amount asc) as monetary_rank
    from measured

),

final as (

    select
        ranked.customer_id,
        ranked.segment_date,
        {{ rank_score('ranked.recency_rank - 1', 'ranked.customers', 'rules.bin_count') }}
            as recency_score,
        {{ rank_score('ranked.frequency_rank - 1', 'ranked.customers', 'rules.bin_count') }}
            as frequency_score,
        {{ rank_score('ranked.monetary_rank - 1', 'ranked.customers', 'rules.bin_count') }}
            as monetary_score
    from ranked
    cross join rules

)

select * from final
