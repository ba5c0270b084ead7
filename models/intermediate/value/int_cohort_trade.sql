with

tenure_years as (

    select * from {{ ref('int_customer_tenure_years') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

followed as (

    select
        tenure_years.*,
        cast({{ dbt.date_trunc('quarter', 'facts.first_order_date') }} as date)
            as quarter_start_date,
        greatest(tenure_years.year_number, 1) as cohort_year_number,
        tenure_years.year_number > 0 as is_in_year,
        tenure_years.is_active
        and coalesce(
            lead(case when tenure_years.is_active then tenure_years.year_number end) over (
                partition by tenure_years.customer_id
                order by tenure_years.year_number
            ) = tenure_years.year_number + 1,
            false
        ) as is_active_again
    from tenure_years
    inner join facts
        on tenure_years.customer_id = facts.customer_id

),

quarters as (

    select
        followed.quarter_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        followed.cohort_year_number as year_number,
        count(case when followed.is_active then 1 end) as active_count,
        count(case when followed.is_active_again then 1 end) as active_again_count,
        count(case when followed.is_in_year and followed.is_variable_cost_assumed then 1 end)
            as assumed_count,
        sum(followed.order_count) as order_count,
        sum(case when followed.is_in_year then followed.revenue_amount else 0 end) as sales_amount,
        sum(case when followed.is_in_year then 0 else followed.revenue_amount end)
            as before_first_amount,
        sum(case when followed.is_in_year then followed.variable_cost_amount else 0 end)
            as variable_cost_amount,
        sum(followed.marketing_cost_amount) as marketing_cost_amount,
        sum(followed.acquisition_cost_amount) as acquisition_cost_amount
    from followed
    inner join customer_groups
        on followed.customer_id = customer_groups.customer_id
    group by
        followed.quarter_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        followed.cohort_year_number

),

-- tenure years are the customer's own, so that the cohorts of a year are the sum of its quarters
unioned as (

    select
        *,
        'quarter' as cohort_grain_code,
        quarter_start_date as cohort_start_date
    from quarters

    union all

    select
        *,
        'year' as cohort_grain_code,
        cast({{ dbt.date_trunc('year', 'quarter_start_date') }} as date) as cohort_start_date
    from quarters

),

final as (

    select
        cohort_grain_code,
        cohort_start_date,
        group_code,
        group_value,
        year_number,
        sum(active_count) as active_count,
        sum(active_again_count) as active_again_count,
        sum(assumed_count) as assumed_count,
        sum(order_count) as order_count,
        sum(sales_amount) as sales_amount,
        sum(before_first_amount) as before_first_amount,
        sum(variable_cost_amount) as variable_cost_amount,
        sum(marketing_cost_amount) as marketing_cost_amount,
        sum(acquisition_cost_amount) as acquisition_cost_amount
    from unioned
    group by cohort_grain_code, cohort_start_date, group_code, group_value, year_number

)

select * from final
