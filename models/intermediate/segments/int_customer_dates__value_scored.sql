with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- customers are counted per value, so that equal values cannot get different scores
counted as (

    select
        segment_date,
        'recency' as measure_code,
        cast(-recency_days as decimal(18, 6)) as goodness,
        count(*) as customers
    from measured
    group by segment_date, recency_days

    union all

    select
        segment_date,
        'frequency' as measure_code,
        cast(frequency_count as decimal(18, 6)) as goodness,
        count(*) as customers
    from measured
    group by segment_date, frequency_count

    union all

    select
        segment_date,
        'monetary' as measure_code,
        monetary_amount as goodness,
        count(*) as customers
    from measured
    group by segment_date, monetary_amount

),

accumulated as (

    select
        segment_date,
        measure_code,
        goodness,
        coalesce(
            sum(customers) over (
                partition by segment_date, measure_code
                order by goodness
                rows between unbounded preceding and 1 preceding
            ),
            0
        ) as worse_customers,
        sum(customers) over (partition by segment_date, measure_code) as customers
    from counted

),

scores as (

    select
        accumulated.segment_date,
        accumulated.measure_code,
        accumulated.goodness,
        {{ rank_score('accumulated.worse_customers', 'accumulated.customers', 'rules.bin_count') }}
            as score
    from accumulated
    cross join rules

),

final as (

    select
        measured.customer_id,
        measured.segment_date,
        recency.score as recency_score,
        frequency.score as frequency_score,
        monetary.score as monetary_score
    from measured
    inner join scores as recency
        on
            measured.segment_date = recency.segment_date
            and measured.recency_days = -recency.goodness
            and recency.measure_code = 'recency'
    inner join scores as frequency
        on
            measured.segment_date = frequency.segment_date
            and measured.frequency_count = frequency.goodness
            and frequency.measure_code = 'frequency'
    inner join scores as monetary
        on
            measured.segment_date = monetary.segment_date
            and measured.monetary_amount = monetary.goodness
            and monetary.measure_code = 'monetary'

)

select * from final
