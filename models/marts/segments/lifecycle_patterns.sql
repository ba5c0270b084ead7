with

patterns as (

    select * from {{ ref('int_customers__patterned') }}

),

facts as (

    select * from {{ ref('int_customers__facts') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

summed as (

    select
        facts.cohort_month,
        patterns.lifecycle_pattern_code,
        count(*) as customers,
        sum({{ days_between('facts.first_order_date', 'facts.last_order_date') }}) as lived_days,
        sum(facts.revenue_amount) as revenue_amount,
        sum(facts.revenue_amount - facts.estimated_cost_amount) as estimated_margin_amount
    from patterns
    inner join facts
        on patterns.customer_id = facts.customer_id
    group by facts.cohort_month, patterns.lifecycle_pattern_code

),

final as (

    select
        summed.cohort_month,
        cast(summed.lifecycle_pattern_code as {{ dbt.type_string() }}) as lifecycle_pattern_code,
        as_of.as_of_date,
        summed.customers,
        {{ as_money('summed.revenue_amount') }} as revenue_amount,
        {{ as_money('summed.estimated_margin_amount') }} as estimated_margin_amount,
        {{ amount_per('summed.estimated_margin_amount', 'summed.customers') }}
            as margin_per_customer_amount,
        {{ ratio(
            'summed.customers', 'sum(summed.customers) over (partition by summed.cohort_month)'
        ) }} as customer_share,
        {{ ratio('summed.lived_days', 'summed.customers') }} as mean_life_days
    from summed
    cross join as_of

)

select * from final
