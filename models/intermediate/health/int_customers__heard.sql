with

signals as (

    select * from {{ ref('int_experience_signals') }}

),

surveys as (

    select * from {{ ref('int_surveys__accepted') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind <> 'outreach'

),

rules as (

    select * from {{ ref('experience_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

windows as (

    select {{ date_plus_days('as_of.as_of_date', '1 - rules.signal_days') }} as start_date
    from as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}

),

signalled as (

    select
        signals.customer_id,
        max(signals.signal_date) as last_signal_date,
        sum(
            case when signals.signal_code = 'complaint' then signals.signal_count else 0 end
        ) as complaint_count,
        sum(
            case
                when signals.signal_code = 'complaint'
                    then signals.signal_count - signals.resolved_count
                else 0
            end
        ) as open_complaint_count,
        sum(
            case when signals.signal_code <> 'complaint' then signals.signal_count else 0 end
        ) as dissatisfaction_count
    from signals
    inner join windows
        on signals.signal_date >= windows.start_date
    group by signals.customer_id

),

answered as (

    select
        surveys.customer_id,
        count(*) as answer_count,
        avg(case when surveys.question = 'experience' then surveys.score_level end)
        - avg(case when surveys.question = 'expectation' then surveys.score_level end)
            as satisfaction_gap
    from surveys
    inner join windows
        on surveys.answer_date >= windows.start_date
    group by surveys.customer_id

),

in_touch as (

    select interactions.customer_id
    from interactions
    inner join windows
        on interactions.interaction_date >= windows.start_date
    group by interactions.customer_id

),

-- everybody who was in touch at all; who was only written to said nothing
heard as (

    select customer_id from signalled

    union distinct

    select customer_id from answered

    union distinct

    select customer_id from in_touch

),

final as (

    select
        heard.customer_id,
        signalled.last_signal_date,
        coalesce(signalled.complaint_count, 0) as complaint_count,
        coalesce(signalled.open_complaint_count, 0) as open_complaint_count,
        coalesce(signalled.dissatisfaction_count, 0) as dissatisfaction_count,
        cast(answered.satisfaction_gap as decimal(12, 6)) as satisfaction_gap_ratio
    from heard
    left join signalled
        on heard.customer_id = signalled.customer_id
    left join answered
        on heard.customer_id = answered.customer_id

)

select * from final
