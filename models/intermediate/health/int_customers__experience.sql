with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

heard as (

    select * from {{ ref('int_customers__heard') }}

),

interactions as (

    select * from {{ ref('int_interactions__accepted') }}
    where kind = 'complaint'

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

-- a tier is nobody's where nobody could have spoken
given as (

    select
        count(case when table_name in ('surveys', 'interactions') then 1 end) > 0
            as is_experience_given,
        count(case when table_name = 'surveys' then 1 end) > 0 as is_survey_given
    from mapped_columns

),

-- contacts of other kinds do not say that nobody complained
complaints as (

    select count(*) > 0 as is_complaint_given
    from interactions

),

final as (

    select
        facts.customer_id,
        rules.rule_version_number as experience_rule_version_number,
        heard.last_signal_date,
        case
            when not given.is_experience_given then null
            when heard.customer_id is null then 'unheard'
            when
                heard.open_complaint_count >= rules.red_complaint_count
                or (
                    heard.open_complaint_count >= rules.orange_complaint_count
                    and heard.dissatisfaction_count > 0
                )
                then 'red'
            when
                heard.open_complaint_count >= rules.orange_complaint_count
                or heard.dissatisfaction_count > 0
                then 'orange'
            when heard.complaint_count > 0 or heard.satisfaction_gap_ratio < rules.yellow_gap
                then 'yellow'
            else 'none'
        end as experience_tier_code,
        case when complaints.is_complaint_given then coalesce(heard.complaint_count, 0) end
            as complaint_count,
        case
            when complaints.is_complaint_given then coalesce(heard.open_complaint_count, 0)
        end
            as open_complaint_count,
        case when given.is_survey_given then coalesce(heard.dissatisfaction_count, 0) end
            as dissatisfaction_count,
        heard.satisfaction_gap_ratio
    from facts
    cross join given
    cross join complaints
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    left join heard
        on facts.customer_id = heard.customer_id

)

select * from final
