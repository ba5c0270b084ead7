with

observed as (

    select * from {{ ref('int_cohort_years__observed') }}

),

-- what complete years of all cohorts came to, and of those the ones whose next year is complete too
complete_years as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        year_number,
        sum(active_customers) as active_customers,
        sum(order_count) as order_count,
        sum(sales_amount) as sales_amount,
        sum(variable_cost_amount) as variable_cost_amount,
        sum(marketing_cost_amount) as marketing_cost_amount,
        max(case when is_variable_cost_assumed then 1 else 0 end) = 1 as is_variable_cost_assumed,
        sum(case when completed_year_count > year_number then active_customers end)
            as followed_customers
    from observed
    where is_complete
    group by cohort_grain_code, group_code, group_value, year_number

),

transitions as (

    select
        this_year.cohort_grain_code,
        this_year.group_code,
        this_year.group_value,
        this_year.year_number,
        this_year.followed_customers,
        next_year.active_customers as kept_customers,
        {{ as_float('next_year.active_customers') }} / nullif(this_year.followed_customers, 0)
            as retention_ratio
    from complete_years as this_year
    inner join complete_years as next_year
        on
            this_year.cohort_grain_code = next_year.cohort_grain_code
            and this_year.group_code = next_year.group_code
            and this_year.group_value = next_year.group_value
            and this_year.year_number + 1 = next_year.year_number

),

-- where no year is complete: the first purchase has happened, later ones as far as time has passed
first_years as (

    select
        cohort_grain_code,
        group_code,
        group_value,
        sum(cohort_customers) as cohort_customers,
        sum(order_count) as order_count,
        sum(sales_amount) as sales_amount,
        sum(variable_cost_amount) as variable_cost_amount,
        sum(marketing_cost_amount) as marketing_cost_amount,
        max(case when is_variable_cost_assumed then 1 else 0 end) = 1 as is_variable_cost_assumed,
        sum(elapsed_ratio * cohort_customers) as elapsed_customer_years
    from observed
    where year_number = 1
    group by cohort_grain_code, group_code, group_value

),

final as (

    select
        complete_years.cohort_grain_code,
        complete_years.group_code,
        complete_years.group_value,
        complete_years.year_number,
        complete_years.is_variable_cost_assumed,
        transitions.followed_customers,
        transitions.kept_customers,
        transitions.retention_ratio,
        {{ as_float('complete_years.order_count') }} / complete_years.active_customers
            as orders_per_customer,
        {{ as_float('complete_years.sales_amount') }} / complete_years.order_count
            as amount_per_order,
        {{ as_float('complete_years.variable_cost_amount') }}
        / nullif(complete_years.sales_amount, 0) as variable_cost_ratio,
        {{ as_float('complete_years.marketing_cost_amount') }} / complete_years.active_customers
            as marketing_cost_per_customer
    from complete_years
    left join transitions
        on
            complete_years.cohort_grain_code = transitions.cohort_grain_code
            and complete_years.group_code = transitions.group_code
            and complete_years.group_value = transitions.group_value
            and complete_years.year_number = transitions.year_number
    where complete_years.active_customers > 0

    union all

    select
        cohort_grain_code,
        group_code,
        group_value,
        0 as year_number,
        is_variable_cost_assumed,
        null as followed_customers,
        null as kept_customers,
        null as retention_ratio,
        1 + {{ as_float('order_count - cohort_customers') }} / nullif(elapsed_customer_years, 0)
            as orders_per_customer,
        {{ as_float('sales_amount') }} / order_count as amount_per_order,
        {{ as_float('variable_cost_amount') }} / nullif(sales_amount, 0) as variable_cost_ratio,
        {{ as_float('marketing_cost_amount') }} / nullif(elapsed_customer_years, 0)
            as marketing_cost_per_customer
    from first_years

)

select * from final
