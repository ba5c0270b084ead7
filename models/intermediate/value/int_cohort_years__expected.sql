with

sources as (

    select * from {{ ref('int_cohort_years__sources') }}

),

half_spans as (

    select * from {{ ref('int_group_half_spans') }}

),

retention_fits as (

    select * from {{ ref('int_retention_fits') }}

),

rules as (

    select * from {{ ref('dwyer_rules') }}
    where dwyer_rule_code = 'default'

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

chosen as (

    select
        figures.cohort_grain_code,
        figures.group_code,
        figures.group_value,
        figures.year_number,
        case
            when retention_fits.alpha is not null then 'sbg'
            when retentions.retention_ratio is null and half_spans.retention_ratio is null
                then 'assumed'
            when retentions.retention_ratio is null then 'half_span'
            when retentions.source_year_number < figures.year_number then 'carried_forward'
            when retentions.is_own then 'chain_ladder'
            else 'all_customers'
        end as retention_source_code,
        figures.source_year_number as figures_year_number,
        figures.is_beyond_table,
        figures.is_variable_cost_assumed,
        coalesce(
            {{ fitted_retention_rate(
                'retention_fits.alpha', 'retention_fits.beta', 'figures.year_number'
            ) }},
            retentions.retention_ratio,
            half_spans.retention_ratio,
            rules.assumed_retention_rate
        ) as retention_ratio,
        figures.orders_per_customer,
        figures.amount_per_order,
        figures.variable_cost_ratio,
        figures.marketing_cost_per_customer
    from sources as figures
    cross join as_of
    inner join rules
        on {{ is_valid_on('rules', 'as_of.as_of_date') }}
    inner join sources as retentions
        on
            figures.cohort_grain_code = retentions.cohort_grain_code
            and figures.group_code = retentions.group_code
            and figures.group_value = retentions.group_value
            and figures.year_number = retentions.year_number
    left join half_spans
        on
            figures.group_code = half_spans.group_code
            and figures.group_value = half_spans.group_value
    -- without a fit of the group's own the ladder stands
    left join retention_fits
        on
            rules.projection_code = 'sbg'
            and figures.group_code = retention_fits.group_code
            and figures.group_value = retention_fits.group_value
            and as_of.as_of_date = retention_fits.fitted_as_of_date
    where
        figures.figures_rank_number = 1
        and retentions.retention_rank_number = 1

),

final as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        year_number,
        retention_source_code,
        figures_year_number,
        is_beyond_table,
        is_variable_cost_assumed,
        retention_ratio,
        lag(retention_ratio) over (
            partition by cohort_grain_code, group_code, group_value
            order by year_number
        ) as previous_retention_ratio,
        orders_per_customer,
        amount_per_order,
        variable_cost_ratio,
        marketing_cost_per_customer
    from chosen

)

select * from final
