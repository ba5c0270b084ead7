with

surveys as (

    select * from {{ ref('int_surveys__accepted') }}
    where question = 'satisfaction' and is_on_scale

),

purchase_days as (

    select * from {{ ref('int_purchase_days__sequenced') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

lapse_rules as (

    select * from {{ ref('lapse_rules') }}

),

-- a customer answers once a day and scene: several answers are their mean
answers as (

    select
        customer_id,
        answer_date,
        scene,
        cast(avg(score_level) as decimal(12, 6)) as score_level
    from surveys
    group by customer_id, answer_date, scene

),

-- who bought nothing until the answer is not a customer who can stay
final as (

    select
        answers.customer_id,
        answers.answer_date,
        answers.scene,
        answers.score_level,
        {{ date_plus_days('answers.answer_date', 'lapse_rules.lapse_days') }} <= as_of.as_of_date
            as is_observable,
        max(
            case
                when
                    purchase_days.next_purchase_date
                    <= {{ date_plus_days('answers.answer_date', 'lapse_rules.lapse_days') }}
                    then 1
                else 0
            end
        ) = 1 as is_retained
    from answers
    cross join as_of
    inner join lapse_rules
        on {{ is_valid_on('lapse_rules', 'as_of.as_of_date') }}
    inner join purchase_days
        on
            answers.customer_id = purchase_days.customer_id
            and answers.answer_date >= purchase_days.purchase_date
            and (
                answers.answer_date < purchase_days.next_purchase_date
                or purchase_days.next_purchase_date is null
            )
    group by
        answers.customer_id,
        answers.answer_date,
        answers.scene,
        answers.score_level,
        lapse_rules.lapse_days,
        as_of.as_of_date

)

select * from final
