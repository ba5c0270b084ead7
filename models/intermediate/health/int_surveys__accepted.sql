with

handed_over as (

    select * from {{ ref('stg_surveys') }}

),

judged as (

    select * from {{ ref('int_side_rows__judged') }}
    where table_name = 'surveys' and rejection_code is null

),

identities as (

    select * from {{ ref('int_customer_identities') }}

),

questions as (

    select * from {{ ref('survey_questions') }}

),

bands as (

    select * from {{ ref('satisfaction_bands') }}

),

-- an answer off the scale of its question, or to one without a scale, is counted and not read
scaled as (

    select
        coalesce(identities.person_customer_id, handed_over.customer_id) as customer_id,
        cast(handed_over.answered_at as date) as answer_date,
        handed_over.question,
        coalesce(handed_over.scene, '(unknown)') as scene,
        handed_over.score,
        handed_over.score >= questions.positive_from_score as is_positive,
        handed_over.score < questions.negative_below_score as is_negative,
        {{ scaled_level(
            'handed_over.score', 'questions.lowest_score', 'questions.highest_score'
        ) }} as score_level,
        handed_over.source_file,
        handed_over.source_row_number
    from handed_over
    inner join judged
        on
            handed_over.source_file = judged.source_file
            and handed_over.source_row_number = judged.source_row_number
    left join identities
        on handed_over.customer_id = identities.customer_id
    left join questions
        on
            handed_over.question = questions.question
            and handed_over.score between questions.lowest_score and questions.highest_score

),

final as (

    select
        scaled.customer_id,
        scaled.answer_date,
        {{ month_of('scaled.answer_date') }} as answer_month,
        scaled.question,
        scaled.scene,
        bands.satisfaction_band_code as band_code,
        bands.satisfaction_level_code as level_code,
        scaled.score_level is not null as is_on_scale,
        coalesce(scaled.is_positive, false) as is_positive,
        coalesce(scaled.is_negative, false) as is_negative,
        scaled.score,
        scaled.score_level,
        scaled.source_file,
        scaled.source_row_number
    from scaled
    left join bands
        on
            scaled.score_level >= bands.lower_level
            and (scaled.score_level < bands.upper_level or bands.upper_level is null)

)

select * from final
