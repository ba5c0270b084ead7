with

facts as (

    select * from {{ ref('int_customers__facts') }}

),

customer_groups as (

    select * from {{ ref('int_customer_groups') }}

),

passed as (

    select
        customer_id,
        first_order_date,
        as_of_date,
        cast({{ dbt.date_trunc('quarter', 'first_order_date') }} as date) as quarter_start_date,
        cast({{ dbt.date_trunc('year', 'first_order_date') }} as date) as year_start_date,
        -- the as-of date is a whole day: a year that ends on it is complete
        {{ tenure_year('first_order_date', date_plus_days('as_of_date', 1)) }} - 1
            as completed_year_count,
        {{ tenure_year('first_order_date', 'as_of_date') }} as started_year_count
    from facts

),

aged as (

    select
        passed.*,
        -- constant: months and days in a year
        ({{ days_between(
            'cast(' ~ dbt.dateadd('month', '(12 * completed_year_count)', 'first_order_date') ~ ' as date)',
            'as_of_date'
        ) }} + 1) / {{ as_double(365) }} as open_year_ratio -- constant: days in a year
    from passed

),

final as (

    select
        'quarter' as cohort_grain_code,
        aged.quarter_start_date as cohort_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        aged.completed_year_count,
        aged.started_year_count,
        count(*) as customer_count,
        sum({{ as_float('least(greatest(aged.open_year_ratio, 0), 1)') }}) as open_year_ratio
    from aged
    inner join customer_groups
        on aged.customer_id = customer_groups.customer_id
    group by
        aged.quarter_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        aged.completed_year_count,
        aged.started_year_count

    union all

    select
        'year' as cohort_grain_code,
        aged.year_start_date as cohort_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        aged.completed_year_count,
        aged.started_year_count,
        count(*) as customer_count,
        sum({{ as_float('least(greatest(aged.open_year_ratio, 0), 1)') }}) as open_year_ratio
    from aged
    inner join customer_groups
        on aged.customer_id = customer_groups.customer_id
    group by
        aged.year_start_date,
        customer_groups.group_code,
        customer_groups.group_value,
        aged.completed_year_count,
        aged.started_year_count

)

select * from final
