with

headers as (

    select * from {{ touched('int_order_headers__judged', 'order_id') }}
    where rejection_code is null

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

cost_assumptions as (

    select * from {{ ref('cost_assumptions') }}

),

line_totals as (

    select * from {{ touched('int_orders__from_lines', 'order_id') }}

),

unioned as (

    select
        headers.order_id,
        headers.customer_id,
        headers.ordered_at,
        headers.channel,
        headers.campaign_id,
        headers.salesperson_id,
        headers.refunds_order_id,
        headers.attributes,
        {{ read_product('headers.amount', 'headers.currency_rate', 'decimal(18, 4)') }}
            as revenue_amount,
        coalesce(
            {{ read_product(
                'headers.discount_amount', 'headers.currency_rate', 'decimal(18, 4)'
            ) }},
            line_totals.discount_amount
        ) as discount_amount,
        coalesce(
            {{ read_product('headers.variable_cost', 'headers.currency_rate', 'decimal(18, 4)') }},
            line_totals.variable_cost_amount
        ) as variable_cost_amount
    from headers
    left join line_totals
        on headers.order_id = line_totals.order_id

    union all

    select
        line_totals.order_id,
        line_totals.customer_id,
        line_totals.ordered_at,
        line_totals.channel,
        null as campaign_id,
        null as salesperson_id,
        null as refunds_order_id,
        line_totals.attributes,
        line_totals.revenue_amount,
        line_totals.discount_amount,
        line_totals.variable_cost_amount
    from line_totals
    cross join as_of
    where not as_of.is_order_table_given

),

rounded as (

    select
        order_id,
        customer_id,
        ordered_at,
        cast(ordered_at as date) as order_date,
        channel,
        campaign_id,
        salesperson_id,
        refunds_order_id,
        attributes,
        {{ as_money('revenue_amount') }} as revenue_amount,
        {{ as_money('discount_amount') }} as discount_amount,
        {{ as_money('variable_cost_amount') }} as variable_cost_amount
    from unioned

),

final as (

    select
        rounded.order_id,
        rounded.customer_id,
        rounded.ordered_at,
        rounded.order_date,
        rounded.channel,
        rounded.campaign_id,
        rounded.salesperson_id,
        rounded.refunds_order_id,
        rounded.attributes,
        rounded.revenue_amount < 0 as is_refund,
        rounded.variable_cost_amount is null as is_cost_assumed,
        rounded.revenue_amount,
        rounded.discount_amount,
        rounded.variable_cost_amount,
        {{ as_money('rounded.revenue_amount - rounded.variable_cost_amount') }} as margin_amount,
        coalesce(
            rounded.variable_cost_amount,
            {{ as_money(exact_product(
                'rounded.revenue_amount', 'cost_assumptions.variable_cost_share'
            )) }}
        ) as estimated_cost_amount
    from rounded
    left join cost_assumptions
        on {{ is_valid_on('cost_assumptions', 'rounded.order_date') }}
    order by rounded.customer_id, rounded.order_date, rounded.order_id

)

select * from final
