with

answers as (

    select * from {{ ref('int_satisfaction_answers') }}
    where is_observable

),

groups as (

    select * from {{ ref('int_customer_groups') }}

),

bands as (

    select * from {{ ref('satisfaction_bands') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

counted as (

    select
        groups.group_code,
        groups.group_value,
        bands.satisfaction_band_code,
        bands.band_number,
        count(*) as answer_count,
        count(case when answers.is_retained then 1 end) as retained_count
    from answers
    inner join bands
        on
            answers.score_level >= bands.lower_level
            and (answers.score_level < bands.upper_level or bands.upper_level is null)
    inner join groups
        on answers.customer_id = groups.customer_id
    group by
        groups.group_code,
        groups.group_value,
        bands.satisfaction_band_code,
        bands.band_number

),

rated as (

    select
        *,
        {{ ratio('retained_count', 'answer_count') }} as retention_rate
    from counted

),

-- were it linear each step would add the same
final as (

    select
        cast(rated.group_code as {{ dbt.type_string() }}) as group_code,
        cast(rated.group_value as {{ dbt.type_string() }}) as group_value,
        cast(rated.satisfaction_band_code as {{ dbt.type_string() }}) as satisfaction_band_code,
        as_of.as_of_date,
        rated.band_number,
        cast(rated.answer_count as bigint) as answer_count,
        cast(rated.retained_count as bigint) as retained_count,
        rated.retention_rate,
        cast(
            rated.retention_rate - lag(rated.retention_rate) over (
                partition by rated.group_code, rated.group_value
                order by rated.band_number
            ) as decimal(12, 6)
        ) as step_ratio
    from rated
    cross join as_of

)

select * from final
