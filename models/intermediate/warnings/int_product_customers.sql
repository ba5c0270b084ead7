with

lines as (

    select * from {{ ref('int_order_lines__accepted') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

settings as (

    select * from {{ ref('warning_settings') }}

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

-- the margin of the last year; where a cost is assumed, so is the margin
recent as (

    select
        lines.customer_id,
        lines.product_id,
        lines.category,
        lines.variable_cost_amount,
        lines.revenue_amount - coalesce(
            lines.variable_cost_amount,
            lines.revenue_amount * cost_assumptions.variable_cost_share
        ) as margin_amount
    from lines
    cross join as_of
    inner join settings
        on {{ is_valid_on('settings', 'as_of.as_of_date') }}
    left join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'lines.order_date') }}
    where {{ days_between('lines.order_date', 'as_of.as_of_date') }} < settings.value_window_days

),

final as (

    select
        'product' as subject_code,
        product_id as subject_value,
        customer_id,
        count(variable_cost_amount) < count(*) as is_margin_estimated,
        {{ as_money('sum(margin_amount)') }} as value_at_risk_amount
    from recent
    where product_id is not null
    group by product_id, customer_id

    union all

    select
        'category' as subject_code,
        category as subject_value,
        customer_id,
        count(variable_cost_amount) < count(*) as is_margin_estimated,
        {{ as_money('sum(margin_amount)') }} as value_at_risk_amount
    from recent
    group by category, customer_id

)

select * from final
