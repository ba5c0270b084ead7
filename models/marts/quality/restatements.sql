with

compared as (

    select * from {{ ref('int_orders__compared') }}

),

published as (

    select * from {{ ref('stg_published_orders') }}

),

as_of as (

    select * from {{ ref('int_as_of') }}

),

previous as (

    select
        max(version_number) as previous_version_number,
        max(as_of_date) as previous_as_of_date
    from published

),

months as (

    select
        order_month,
        sum(then_amount) as month_then_amount,
        sum(now_amount) as month_now_amount,
        count(distinct then_customer_id) as month_then_customers,
        count(distinct now_customer_id) as month_now_customers
    from compared
    group by order_month

),

causes as (

    select
        order_month,
        cause_code,
        sum(then_count) as then_orders,
        sum(now_count) as now_orders,
        sum(then_amount) as then_amount,
        sum(now_amount) as now_amount,
        count(distinct then_customer_id) as then_customers,
        count(distinct now_customer_id) as now_customers
    from compared
    where cause_code <> 'unchanged'
    group by order_month, cause_code

),

final as (

    select
        causes.order_month,
        cast(causes.cause_code as {{ dbt.type_string() }}) as cause_code,
        as_of.as_of_date,
        previous.previous_as_of_date,
        cast(previous.previous_version_number as integer) as previous_version_number,
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
    cross join previous
    cross join as_of

)

select * from final
