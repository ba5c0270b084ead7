with

observed as (

    select * from {{ ref('int_cohort_years__observed') }}

),

pooled as (

    select * from {{ ref('int_cohort_years__pooled') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}
    where dwyer_rule_code = 'default'

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

half_spans as (

    select * from {{ ref('int_group_half_spans') }}

),

year_numbers as (

    -- constant: no customer has been one for a century
    {{ dbt.generate_series(100) }}

),

spans as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        max(year_number) as last_year_number
    from observed
    group by cohort_grain_code, group_code, group_value

),

asked_years as (

    select
        spans.cohort_grain_code,
        spans.group_code,
        spans.group_value,
        cast(year_numbers.generated_number as integer) as year_number,
        rules.assumed_retention_rate
    from spans
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join year_numbers
        on year_numbers.generated_number <= greatest(spans.last_year_number, rules.horizon_years)

),

-- the latest year that says something, the group's own before that of all customers
ranked as (

    select
        asked_years.cohort_grain_code,
        asked_years.group_code,
        asked_years.group_value,
        asked_years.year_number,
        asked_years.assumed_retention_rate,
        pooled.year_number as source_year_number,
        pooled.group_code = asked_years.group_code as is_own,
        pooled.retention_ratio,
        pooled.is_variable_cost_assumed,
        pooled.orders_per_customer,
        pooled.amount_per_order,
        pooled.variable_cost_ratio,
        pooled.marketing_cost_per_customer,
        row_number() over (
            partition by
                asked_years.cohort_grain_code,
                asked_years.group_code,
                asked_years.group_value,
                asked_years.year_number
            order by
                pooled.year_number desc,
                case when pooled.group_code = asked_years.group_code then 0 else 1 end
        ) as figures_number,
        row_number() over (
            partition by
                asked_years.cohort_grain_code,
                asked_years.group_code,
                asked_years.group_value,
                asked_years.year_number
            order by
                case when pooled.retention_ratio is null then 1 else 0 end,
                pooled.year_number desc,
                case when pooled.group_code = asked_years.group_code then 0 else 1 end
        ) as retention_number
    from asked_years
    inner join pooled
        on
            asked_years.cohort_grain_code = pooled.cohort_grain_code
            and asked_years.year_number >= pooled.year_number
            and (
                (
                    asked_years.group_code = pooled.group_code
                    and asked_years.group_value = pooled.group_value
                )
                or (pooled.group_code = 'all' and pooled.year_number > 0)
            )

),

final as (

    select
        figures.cohort_grain_code,
        figures.group_code,
        figures.group_value,
        figures.year_number,
        case
            when retentions.retention_ratio is null and half_spans.retention_ratio is null
                then 'assumed'
            when retentions.retention_ratio is null then 'half_span'
            when retentions.source_year_number < figures.year_number then 'carried_forward'
            when retentions.is_own then 'chain_ladder'
            else 'all_customers'
        end as retention_source_code,
        figures.source_year_number as figures_year_number,
        figures.is_variable_cost_assumed,
        coalesce(
            retentions.retention_ratio, half_spans.retention_ratio, figures.assumed_retention_rate
        ) as retention_ratio,
        figures.orders_per_customer,
        figures.amount_per_order,
        figures.variable_cost_ratio,
        figures.marketing_cost_per_customer
    from ranked as figures
    inner join ranked as retentions
        on
            figures.cohort_grain_code = retentions.cohort_grain_code
            and figures.group_code = retentions.group_code
            and figures.group_value = retentions.group_value
            and figures.year_number = retentions.year_number
    left join half_spans
        on
            figures.group_code = half_spans.group_code
            and figures.group_value = half_spans.group_value
    where
        figures.figures_number = 1
        and retentions.retention_number = 1

)

select * from final
