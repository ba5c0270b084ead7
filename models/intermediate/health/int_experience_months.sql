with

surveys as (

    select * from {{ ref('int_surveys__accepted') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind = 'complaint'

),

answers as (

    select * from {{ ref('int_satisfaction_answers') }}
    where is_observable

),

bands as (

    select * from {{ ref('satisfaction_bands') }}

),

said as (

    select
        customer_id,
        answer_month as calendar_month,
        scene,
        case when is_on_scale then question else 'off_scale' end as measure_code,
        score_level,
        is_positive,
        is_negative
    from surveys

    union all

    select
        customer_id,
        {{ month_of('interaction_date') }} as calendar_month,
        scene,
        'complaint' as measure_code,
        null as score_level,
        resolved_date is not null as is_positive,
        resolved_date is null as is_negative
    from interactions

    union all

    -- what customers of each level of satisfaction did afterwards
    select
        answers.customer_id,
        {{ month_of('answers.answer_date') }} as calendar_month,
        answers.scene,
        'kept_' || bands.satisfaction_level_code as measure_code,
        null as score_level,
        answers.is_retained as is_positive,
        not answers.is_retained as is_negative
    from answers
    inner join bands
        on
            answers.score_level >= bands.lower_level
            and (answers.score_level < bands.upper_level or bands.upper_level is null)

),

final as (

    select
        customer_id,
        calendar_month,
        scene,
        measure_code,
        count(*) as measure_count,
        count(case when is_positive then 1 end) as positive_count,
        count(case when is_negative then 1 end) as negative_count,
        sum(score_level) as level_sum
    from said
    group by customer_id, calendar_month, scene, measure_code

)

select * from final
