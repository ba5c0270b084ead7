{%- set trailing_year = '(
    partition by customer_id
    order by month_number
    -- constant: a year has 12 months, this one among them
    range between 11 preceding and current row
)' -%}
with

month_ends as (

    select * from {{ ref('int_customer_month_ends__warned') }}

),

customer_months as (

    select * from {{ ref('int_customer_months') }}

),

-- months with trade carry the money, months under judgement ask for it
unioned as (

    select
        customer_id,
        calendar_month,
        0 as asking_number,
        revenue_amount - estimated_cost_amount as estimated_margin_amount,
        case when variable_cost_amount is null then 1 else 0 end as estimate_number
    from customer_months

    union all

    select
        customer_id,
        calendar_month,
        1 as asking_number,
        0 as estimated_margin_amount,
        0 as estimate_number
    from month_ends
    group by customer_id, calendar_month

),

numbered as (

    select
        *,
        {{ months_between(first_possible_date(), 'calendar_month') }} as month_number
    from unioned

),

summed as (

    select
        customer_id,
        calendar_month,
        asking_number,
        sum(estimated_margin_amount) over {{ trailing_year }} as value_at_risk_amount,
        sum(estimate_number) over {{ trailing_year }} as estimate_count
    from numbered

),

final as (

    select
        customer_id,
        calendar_month,
        {{ as_money('value_at_risk_amount') }} as value_at_risk_amount,
        estimate_count > 0 as is_margin_estimated
    from summed
    where asking_number = 1

)

select * from final
