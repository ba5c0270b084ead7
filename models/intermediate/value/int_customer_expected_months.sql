with

valued as (

    select * from {{ ref('int_customers__valued') }}
    where has_expectation

),

value_rates as (

    select * from {{ ref('int_value_rates') }}

),

rules as (

    select * from {{ ref('value_rules') }}

),

month_numbers as (

    -- constant: more months than any rule asks for
    {{ dbt.generate_series(120) }}

),

-- expected revenue of the horizon in equal months, whole cents that add up
spread as (

    select
        valued.customer_id,
        value_rates.margin_ratio,
        cast({{ dbt.dateadd(
            'month',
            'cast(month_numbers.generated_number as integer)',
            month_of('value_rates.as_of_date')
        ) }} as date) as calendar_month,
        {{ quotient_as_money(
            as_float('valued.expected_order_ratio') ~ ' * valued.expected_order_amount'
            ~ ' * month_numbers.generated_number / rules.expected_month_count'
        ) }}
        - {{ quotient_as_money(
            as_float('valued.expected_order_ratio') ~ ' * valued.expected_order_amount'
            ~ ' * (month_numbers.generated_number - 1) / rules.expected_month_count'
        ) }} as revenue_amount
    from valued
    cross join value_rates
    inner join rules
        on {{ is_valid_on('rules', 'value_rates.as_of_date') }}
    inner join month_numbers
        on rules.expected_month_count >= month_numbers.generated_number

),

final as (

    select
        customer_id,
        calendar_month,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('revenue_amount * (1 - margin_ratio)') }} as variable_cost_amount
    from spread

)

select * from final
