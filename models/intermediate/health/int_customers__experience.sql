with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

signals as (

    select * from {{ ref('int_experience_signals') }}

),

surveys as (

    select * from {{ ref('int_surveys__accepted') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}

),

mapped_columns as (

    select * from {{ ref('stg_mapped_columns') }}

),

rules as (

    select * from {{ ref('experience_rules') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

-- an experience tier is nobody's where nobody could have spoken
windows as (

    select
        as_of.as_of_date,
        {{ date_plus_days('as_of.as_of_date', '1 - rules.signal_days') }} as start_date,
        rules.rule_version_number,
        rules.yellow_gap,
        rules.orange_complaint_count,
        rules.red_complaint_count,
        count(case when mapped_columns.table_name in ('surveys', 'interactions') then 1 end) > 0
            as is_experience_given
    from as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    left join mapped_columns
        on mapped_columns.table_name in ('surveys', 'interactions')
    group by
        as_of.as_of_date,
        rules.signal_days,
        rules.rule_version_number,
        rules.yellow_gap,
        rules.orange_complaint_count,
        rules.red_complaint_count

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

final as (

    select
        facts.customer_id,
        windows.rule_version_number as experience_rule_version_number,
        signalled.last_signal_date,
        case
            when not windows.is_experience_given then null
            when
                signalled.open_complaint_count >= windows.red_complaint_count
                or (
                    signalled.open_complaint_count >= windows.orange_complaint_count
                    and signalled.dissatisfaction_count > 0
                )
                then 'red'
            when
                signalled.open_complaint_count >= windows.orange_complaint_count
                or signalled.dissatisfaction_count > 0
                then 'orange'
            when
                signalled.complaint_count > 0
                or answered.satisfaction_gap < windows.yellow_gap
                then 'yellow'
            when answered.customer_id is not null or in_touch.customer_id is not null then 'none'
            else 'unheard'
        end as experience_tier_code,
        case when windows.is_experience_given then coalesce(signalled.complaint_count, 0) end
            as complaint_count,
        case when windows.is_experience_given then coalesce(signalled.open_complaint_count, 0) end
            as open_complaint_count,
        case when windows.is_experience_given then coalesce(signalled.dissatisfaction_count, 0) end
            as dissatisfaction_count,
        cast(answered.satisfaction_gap as decimal(12, 6)) as satisfaction_gap_ratio
    from facts
    cross join windows
    left join signalled
        on facts.customer_id = signalled.customer_id
    left join answered
        on facts.customer_id = answered.customer_id
    left join in_touch
        on facts.customer_id = in_touch.customer_id

)

select * from final
