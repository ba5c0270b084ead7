with

months as (

    select * from {{ ref('int_group_experience_months') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

inputs as (

    select * from {{ ref('int_inputs') }}

),

-- silence is no zero where nobody could have spoken
complaints as (

    select count(*) > 0 as is_contact_given
    from months
    where measure_code = 'complaint'

),

given as (

    select
        complaints.is_contact_given,
        complaints.is_contact_given and count(inputs.table_name) > 0 as is_recovery_given
    from complaints
    left join inputs
        on inputs.table_name = 'interactions' and inputs.column_name = 'resolved_at'
    group by complaints.is_contact_given

),

widened as (

    select
        calendar_month,
        scene,
        group_code,
        group_value,
        max(order_count) as order_count,
        sum(
            case
                when measure_code in ('complaint', 'off_scale') or measure_code like 'kept%' then 0
                else measure_count
            end
        ) as answer_count,
        sum(case measure_code when 'off_scale' then measure_count else 0 end) as off_scale_count,
        sum(case measure_code when 'complaint' then measure_count else 0 end) as complaint_count,
        sum(case measure_code when 'complaint' then positive_count else 0 end) as recovered_count,
        sum(case measure_code when 'satisfaction' then measure_count end) as satisfaction_count,
        sum(case measure_code when 'satisfaction' then level_sum end) as satisfaction_sum,
        sum(case measure_code when 'satisfaction' then positive_count end) as satisfied_count,
        sum(case measure_code when 'expectation' then measure_count end) as expectation_count,
        sum(case measure_code when 'expectation' then level_sum end) as expectation_sum,
        sum(case measure_code when 'experience' then measure_count end) as experience_count,
        sum(case measure_code when 'experience' then level_sum end) as experience_sum,
        sum(case measure_code when 'recommend' then measure_count end) as recommend_count,
        sum(case measure_code when 'recommend' then positive_count end) as promoter_count,
        sum(case measure_code when 'recommend' then negative_count end) as detractor_count,
        sum(case measure_code when 'kept_low' then measure_count end) as low_count,
        sum(case measure_code when 'kept_low' then positive_count end) as low_kept_count,
        sum(case measure_code when 'kept_middle' then measure_count end) as middle_count,
        sum(case measure_code when 'kept_middle' then positive_count end) as middle_kept_count,
        sum(case measure_code when 'kept_high' then measure_count end) as high_count,
        sum(case measure_code when 'kept_high' then positive_count end) as high_kept_count
    from months
    group by calendar_month, scene, group_code, group_value

),

final as (

    select
        widened.calendar_month,
        cast(widened.scene as {{ dbt.type_string() }}) as scene,
        cast(widened.group_code as {{ dbt.type_string() }}) as group_code,
        cast(widened.group_value as {{ dbt.type_string() }}) as group_value,
        as_of.as_of_date,
        cast(widened.order_count as bigint) as order_count,
        cast(widened.answer_count as bigint) as answer_count,
        cast(widened.off_scale_count as bigint) as off_scale_count,
        cast(case when given.is_contact_given then widened.complaint_count end as bigint)
            as complaint_count,
        cast(case when given.is_recovery_given then widened.recovered_count end as bigint)
            as recovered_count,
        {{ ratio('widened.satisfaction_sum', 'widened.satisfaction_count') }}
            as satisfaction_mean_ratio,
        {{ ratio('widened.expectation_sum', 'widened.expectation_count') }}
            as expectation_mean_ratio,
        {{ ratio('widened.experience_sum', 'widened.experience_count') }} as experience_mean_ratio,
        {{ satisfaction_gap_ratio(
            ratio('widened.experience_sum', 'widened.experience_count'),
            ratio('widened.expectation_sum', 'widened.expectation_count')
        ) }} as satisfaction_gap_ratio,
        {{ ratio('widened.satisfied_count', 'widened.satisfaction_count') }} as satisfied_share,
        {{ ratio('widened.promoter_count', 'widened.recommend_count') }} as recommend_rate,
        {{ ratio(
            'widened.promoter_count - widened.detractor_count', 'widened.recommend_count'
        ) }} as net_promoter_ratio,
        case
            when given.is_contact_given
                then {{ complaint_rate('widened.complaint_count', 'widened.order_count') }}
        end as complaint_rate,
        case
            when given.is_recovery_given
                then {{ recovery_rate('widened.recovered_count', 'widened.complaint_count') }}
        end as recovery_rate,
        {{ ratio('widened.low_kept_count', 'widened.low_count') }} as low_band_retention_rate,
        {{ ratio('widened.middle_kept_count', 'widened.middle_count') }}
            as middle_band_retention_rate,
        {{ ratio('widened.high_kept_count', 'widened.high_count') }} as high_band_retention_rate
    from widened
    cross join given
    cross join as_of

)

select * from final
