with

value_scores as (

    select * from {{ ref('int_customer_dates__value_scored') }}

),

hughes_scores as (

    select * from {{ ref('int_customer_dates__hughes_scored') }}

),

cells as (

    select * from {{ ref('int_rfm_cells') }}

),

rules as (

    select * from {{ ref('int_segment_rules') }}

),

-- too few customers for quintiles: the next method that holds
chosen as (

    select
        value_scores.customer_id,
        value_scores.segment_date,
        case
            when rules.method_code = 'value' or hughes_scores.customer_id is null then 'value'
            when rules.method_code = 'hughes_nested' and not hughes_scores.is_nested
                then 'hughes_independent'
            else rules.method_code
        end as rfm_method_code,
        value_scores.recency_score,
        value_scores.frequency_score,
        value_scores.monetary_score,
        hughes_scores.recency_score as hughes_recency_score,
        hughes_scores.frequency_score as hughes_frequency_score,
        hughes_scores.monetary_score as hughes_monetary_score,
        hughes_scores.nested_frequency_score as hughes_nested_frequency_score,
        hughes_scores.nested_monetary_score as hughes_nested_monetary_score
    from value_scores
    cross join rules
    left join hughes_scores
        on
            value_scores.customer_id = hughes_scores.customer_id
            and value_scores.segment_date = hughes_scores.segment_date

),

scored as (

    select
        customer_id,
        segment_date,
        rfm_method_code,
        case
            when rfm_method_code = 'value' then recency_score else hughes_recency_score
        end as recency_score,
        case rfm_method_code
            when 'value' then frequency_score
            when 'hughes_nested' then hughes_nested_frequency_score
            else hughes_frequency_score
        end as frequency_score,
        case rfm_method_code
            when 'value' then monetary_score
            when 'hughes_nested' then hughes_nested_monetary_score
            else hughes_monetary_score
        end as monetary_score
    from chosen

),

final as (

    select
        scored.customer_id,
        scored.segment_date,
        scored.rfm_method_code,
        scored.recency_score,
        scored.frequency_score,
        scored.monetary_score,
        cells.rfm_cell_code,
        cells.rfm_segment_code,
        cells.relationship_type_code
    from scored
    inner join cells
        on
            scored.recency_score = cells.recency_score
            and scored.frequency_score = cells.frequency_score
            and scored.monetary_score = cells.monetary_score

)

select * from final
