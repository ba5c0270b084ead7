with

surveys as (

    select * from {{ ref('int_surveys__accepted') }}
    where is_on_scale and question in ('satisfaction', 'recommend')

),

cut as (

    select * from {{ ref('int_churn_cut') }}

),

final as (

    select
        surveys.customer_id,
        avg(
            case when surveys.question = 'satisfaction' then surveys.score end
        ) as satisfaction_score,
        avg(case when surveys.question = 'recommend' then surveys.score end) as recommend_score
    from surveys
    cross join cut
    where
        surveys.answer_date > cut.window_start_date
        and surveys.answer_date <= cut.cut_date
    group by surveys.customer_id

)

select * from final
