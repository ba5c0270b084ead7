with

compared as (

    select * from {{ ref('int_orders__compared') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

sides as (

    select
        order_month,
        cause_code,
        previous_as_of_date,
        previous_version_number,
        case when side_code = 'then' then order_id end as then_order_id,
        case when side_code = 'now' then order_id end as now_order_id,
        case when side_code = 'then' then customer_id end as then_customer_id,
        case when side_code = 'now' then customer_id end as now_customer_id,
        case when side_code = 'then' then revenue_amount else 0 end as then_amount,
        case when side_code = 'now' then revenue_amount else 0 end as now_amount
    from compared

),

months as (

    select
        order_month,
        sum(then_amount) as month_then_amount,
        sum(now_amount) as month_now_amount,
        count(distinct then_customer_id) as month_then_customers,
        count(distinct now_customer_id) as month_now_customers
    from sides
    group by order_month

),

causes as (

    select
        order_month,
        cause_code,
        previous_as_of_date,
        previous_version_number,
        count(then_order_id) as then_orders,
        count(now_order_id) as now_orders,
        sum(then_amount) as then_amount,
        sum(now_amount) as now_amount,
        count(distinct then_customer_id) as then_customers,
        count(distinct now_customer_id) as now_customers
    from sides
    where cause_code <> 'unchanged'
    group by order_month, cause_code, previous_as_of_date, previous_version_number

),

final as (

    select
        causes.order_month,
        cast(causes.cause_code as {{ dbt.type_string() }}) as cause_code,
        as_of.as_of_date,
        causes.previous_as_of_date,
        cast(causes.previous_version_number as integer) as previous_version_number,
        cast(causes.then_orders as bigint) as then_orders,
        cast(causes.now_orders as bigint) as now_orders,
        cast(causes.then_customers as bigint) as then_customers,
        cast(causes.now_customers as bigint) as now_customers,
        cast(months.month_then_customers as bigint) as month_then_customers,
        cast(months.month_now_customers as bigint) as month_now_customers,
        {{ as_money('causes.then_amount') }} as then_amount,
        {{ as_money('causes.now_amount') }} as now_amount,
        {{ as_money('causes.now_amount - causes.then_amount') }} as difference_amount,
        {{ as_money('months.month_then_amount') }} as month_then_amount,
        {{ as_money('months.month_now_amount') }} as month_now_amount
    from causes
    inner join months
        on causes.order_month = months.order_month
    cross join as_of

)

select * from final
