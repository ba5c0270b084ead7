with

measured as (

    select * from {{ ref('int_customer_dates__measured') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- the past is scored this way only where the rules choose it
chosen as (

    select
        measured.customer_id,
        measured.segment_date,
        measured.recency_days,
        measured.frequency_count,
        measured.monetary_amount,
        rules.bin_count,
        rules.minimum_independent_customers,
        rules.minimum_nested_customers,
        count(*) over (partition by measured.segment_date) as customers
    from measured
    cross join rules
    where
        rules.method_code <> 'value'
        or measured.segment_date = rules.as_of_date

),

-- worst first, so that where the groups cannot be equal the best is not the larger
positioned as (

    select
        chosen.*,
        row_number() over (
            partition by chosen.segment_date
            order by chosen.recency_days desc, chosen.customer_id asc
        ) as recency_position,
        row_number() over (
            partition by chosen.segment_date
            order by chosen.frequency_count, chosen.customer_id
        ) as frequency_position,
        row_number() over (
            partition by chosen.segment_date
            order by chosen.monetary_amount, chosen.customer_id
        ) as monetary_position
    from chosen
    where chosen.customers >= chosen.minimum_independent_customers

),

independent as (

    select
        positioned.*,
        {{ tile_number('recency_position', 'customers', 'bin_count') }} as recency_score,
        {{ tile_number('frequency_position', 'customers', 'bin_count') }} as frequency_score,
        {{ tile_number('monetary_position', 'customers', 'bin_count') }} as monetary_score
    from positioned

),

within_recency as (

    select
        independent.*,
        row_number() over (
            partition by independent.segment_date, independent.recency_score
            order by independent.frequency_count, independent.customer_id
        ) as nested_position,
        count(*) over (partition by independent.segment_date, independent.recency_score)
            as nested_customers
    from independent

),

nested_frequency as (

    select
        within_recency.*,
        {{ tile_number('nested_position', 'nested_customers', 'bin_count') }}
            as nested_frequency_score
    from within_recency

),

within_frequency as (

    select
        *,
        row_number() over (
            partition by segment_date, recency_score, nested_frequency_score
            order by monetary_amount, customer_id
        ) as cell_position,
        count(*) over (partition by segment_date, recency_score, nested_frequency_score)
            as cell_customers
    from nested_frequency

),

final as (

    select
        customer_id,
        segment_date,
        recency_score,
        frequency_score,
        monetary_score,
        customers >= minimum_nested_customers as is_nested,
        case
            when customers >= minimum_nested_customers then nested_frequency_score
            else frequency_score
        end as nested_frequency_score,
        case
            when customers >= minimum_nested_customers
                then {{ tile_number('cell_position', 'cell_customers', 'bin_count') }}
            else monetary_score
        end as nested_monetary_score
    from within_frequency

)

select * from final
