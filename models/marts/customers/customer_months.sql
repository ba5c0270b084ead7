with

customer_months as (

    select * from {{ touched('int_customer_months', 'customer_id') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

final as (

    select
        cast(customer_months.customer_id as {{ dbt.type_string() }}) as customer_id,
        customer_months.calendar_month,
        as_of.as_of_date,
        customer_months.state_code,
        customer_months.order_count,
        customer_months.purchase_day_count,
        {{ as_money('customer_months.revenue_amount') }} as revenue_amount,
        {{ as_money('customer_months.refund_amount') }} as refund_amount,
        {{ as_money('customer_months.variable_cost_amount') }} as variable_cost_amount,
        {{ as_money('customer_months.margin_amount') }} as margin_amount
    from customer_months
    cross join as_of

)

select * from final
