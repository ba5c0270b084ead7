with

members as (

    select * from {{ ref('int_cohort_members') }}

),

trade as (

    select * from {{ ref('int_cohort_trade') }}

),

cost_types as (

    select * from {{ ref('int_cost_types') }}

),

year_numbers as (

    -- constant: no customer has been one for a century
    {{ dbt.generate_series(100) }}

),

given as (

    select
        max(case when cost_type = 'acquisition' and is_given then 1 else 0 end) = 1
            as is_acquisition_given,
        max(
            case
                when cost_type in ('marketing', 'retention', 'service') and is_given then 1 else 0
            end
        ) = 1 as is_marketing_given
    from cost_types

),

cohorts as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        sum(customer_count) as cohort_customers,
        min(completed_year_count) as completed_year_count
    from members
    group by cohort_grain_code, cohort_start_date, group_code, group_value

),

-- a year has begun when it has begun for one of the cohort
years as (

    select
        members.cohort_grain_code,
        members.cohort_start_date,
        members.group_code,
        members.group_value,
        cast(year_numbers.generated_number as integer) as year_number,
        sum(
            case
                when year_numbers.generated_number <= members.completed_year_count
                    then members.customer_count
                else members.open_year_ratio
            end
        ) as elapsed_customer_years
    from members
    inner join year_numbers
        on members.started_year_count >= year_numbers.generated_number
    group by
        members.cohort_grain_code,
        members.cohort_start_date,
        members.group_code,
        members.group_value,
        year_numbers.generated_number

),

final as (

    select
        years.cohort_grain_code,
        years.cohort_start_date,
        years.group_code,
        years.group_value,
        years.year_number,
        years.year_number <= cohorts.completed_year_count as is_complete,
        coalesce(trade.assumed_count, 0) > 0 as is_variable_cost_assumed,
        cohorts.completed_year_count,
        cohorts.cohort_customers,
        years.elapsed_customer_years / cohorts.cohort_customers as elapsed_ratio,
        coalesce(trade.active_count, 0) as active_customers,
        coalesce(trade.active_again_count, 0) as active_again_customers,
        coalesce(trade.order_count, 0) as order_count,
        coalesce(trade.sales_amount, 0) as sales_amount,
        coalesce(trade.variable_cost_amount, 0) as variable_cost_amount,
        case when given.is_marketing_given then coalesce(trade.marketing_cost_amount, 0) end
            as marketing_cost_amount,
        case when given.is_acquisition_given then coalesce(trade.acquisition_cost_amount, 0) end
            as acquisition_cost_amount,
        coalesce(trade.before_first_amount, 0) as before_first_amount
    from years
    inner join cohorts
        on
            years.cohort_grain_code = cohorts.cohort_grain_code
            and years.cohort_start_date = cohorts.cohort_start_date
            and years.group_code = cohorts.group_code
            and years.group_value = cohorts.group_value
    cross join given
    left join trade
        on
            years.cohort_grain_code = trade.cohort_grain_code
            and years.cohort_start_date = trade.cohort_start_date
            and years.group_code = trade.group_code
            and years.group_value = trade.group_value
            and years.year_number = trade.year_number

)

select * from final
