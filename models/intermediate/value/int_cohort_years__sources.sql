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

year_numbers as (

    {{ dbt.generate_series(100) }} -- constant: no customer has been one for a century

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

-- one year more than the table has, for what lasts a year longer
asked_years as (

    select
        spans.cohort_grain_code,
        spans.group_code,
        spans.group_value,
        cast(year_numbers.generated_number as integer) as year_number,
        year_numbers.generated_number > greatest(spans.last_year_number, rules.horizon_years)
            as is_beyond_table
    from spans
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join year_numbers
        on
            greatest(spans.last_year_number, rules.horizon_years) + 1
            >= year_numbers.generated_number

),

candidates as (

    select
        asked_years.cohort_grain_code,
        asked_years.group_code,
        asked_years.group_value,
        asked_years.year_number,
        asked_years.is_beyond_table,
        pooled.year_number as source_year_number,
        asked_years.group_code = pooled.group_code as is_own,
        pooled.is_variable_cost_assumed,
        pooled.retention_ratio,
        pooled.orders_per_customer,
        pooled.amount_per_order,
        pooled.variable_cost_ratio,
        pooled.marketing_cost_per_customer
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

-- the latest year that says something, the group's own before that of all customers
final as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        year_number,
        source_year_number,
        is_beyond_table,
        is_own,
        is_variable_cost_assumed,
        retention_ratio,
        orders_per_customer,
        amount_per_order,
        variable_cost_ratio,
        marketing_cost_per_customer,
        row_number() over (
            partition by cohort_grain_code, group_code, group_value, year_number
            order by source_year_number desc, case when is_own then 0 else 1 end
        ) as figures_rank_number,
        row_number() over (
            partition by cohort_grain_code, group_code, group_value, year_number
            order by
                case when retention_ratio is null then 1 else 0 end,
                source_year_number desc,
                case when is_own then 0 else 1 end
        ) as retention_rank_number
    from candidates

)

select * from final
