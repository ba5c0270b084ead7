with

segment_map as (

    select * from {{ ref('rfm_segment_map') }}

),

relationship_map as (

    select * from {{ ref('relationship_type_map') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

numbers as (

    -- constant: five scores in each of three places make 125 cells
    {{ dbt.generate_series(125) }}

),

-- the number of a cell in base five
scores as (

    select
        -- constant: cells with one recency score
        1 + cast(floor((generated_number - 1) / 25) as integer) as recency_score,
        -- constant: cells with one recency and frequency score, and scores
        1 + mod(cast(floor((generated_number - 1) / 5) as integer), 5) as frequency_score,
        -- constant: scores
        1 + mod(cast(generated_number - 1 as integer), 5) as monetary_score
    from numbers

),

final as (

    select
        scores.recency_score,
        scores.frequency_score,
        scores.monetary_score,
        cast(scores.recency_score as {{ dbt.type_string() }})
        || cast(scores.frequency_score as {{ dbt.type_string() }})
        || cast(scores.monetary_score as {{ dbt.type_string() }}) as rfm_cell_code,
        segment_map.rfm_segment_code,
        segment_map.rule_version_number as segment_rule_version_number,
        relationship_map.relationship_type_code,
        relationship_map.rule_version_number as relationship_rule_version_number
    from scores
    cross join as_of
    left join segment_map
        on
            {{ is_valid_on('segment_map', 'as_of.as_of_date') }}
            and scores.recency_score
            between segment_map.recency_score_from and segment_map.recency_score_to
            and scores.frequency_score
            between segment_map.frequency_score_from and segment_map.frequency_score_to
            and scores.monetary_score
            between segment_map.monetary_score_from and segment_map.monetary_score_to
    left join relationship_map
        on
            {{ is_valid_on('relationship_map', 'as_of.as_of_date') }}
            and scores.recency_score
            between relationship_map.recency_score_from and relationship_map.recency_score_to
            and scores.frequency_score
            between relationship_map.frequency_score_from and relationship_map.frequency_score_to
            and scores.monetary_score
            between relationship_map.monetary_score_from and relationship_map.monetary_score_to

)

select * from final
